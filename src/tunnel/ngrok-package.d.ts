/** The part of the optional package `@ngrok/ngrok` that we use, as its version 1.7 has it. */
declare module '@ngrok/ngrok' {
  export interface Listener {
    url(): string | null;
    close(): Promise<void>;
  }

  export interface HttpListenerBuilder {
    /** Rejects with an error whose `errorCode` may hold a code of ngrok's. */
    listenAndForward(toUrl: string): Promise<Listener>;
  }

  export interface Session {
    httpEndpoint(): HttpListenerBuilder;
    close(): Promise<void>;
  }

  export class SessionBuilder {
    authtoken(authtoken: string): this;
    /** Called when the session is lost; true lets it connect again by itself. */
    handleDisconnection(handler: (address: string, error: string) => boolean): this;
    /** Called now and then while the session stands. */
    handleHeartbeat(handler: (latency: number) => void): this;
    /** Rejects with an error whose `errorCode` may hold a code of ngrok's. */
    connect(): Promise<Session>;
  }
}
