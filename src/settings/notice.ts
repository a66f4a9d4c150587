/**
 * What the settings have to say to the user before anything starts; the session puts it among its own notices.
 */
export interface SettingsNotice {
  readonly level: 'info' | 'warning';
  readonly code: string;
  readonly text: string;
}
