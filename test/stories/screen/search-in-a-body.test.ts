/** A developer looks for a product among what was ordered: every letter shows the next match, n and N go round. */
import { it } from 'vitest';
import { order, story } from '../../support/story.ts';
import { takePicture } from '../../support/take-picture.ts';

const { quietScreen } = story();

const BODY = order('9000211', {
  status: 'Přijatá',
  customer: { email: 'jana.novotna@example.cz', name: 'Jana Novotná', city: 'Žďár nad Sázavou' },
  products: [
    { code: 'HRNEK-CERVENY-21', title: 'Hrnek červený', quantity: 2, price: 249.0 },
    { code: 'CAJ-SENCHA-50', title: '煎茶 Sencha 50 g', quantity: 1, price: 189.5 },
    { code: 'HRNEK-MODRY-21', title: 'Hrnek modrý', quantity: 1, price: 249.0 },
  ],
  order_total: 936.5,
  paid_date: null,
});

it('finds it with a few letters, in any script', async () => {
  const screen = await quietScreen({});
  await screen.call('Orders.create', BODY);
  await screen.see('✓ delivered');
  screen.press('2', 'Enter', '&');
  await screen.type('hrnek');
  await screen.see(/match 1 of 4/);
  screen.press('Enter', 'n', 'n');
  await screen.see(/^▶ +"code": "HRNEK-MODRY-21"/);
  await takePicture(screen, {
    name: 'body',
    title: 'The body of a call on the screen of upgates-dev, with what was searched for marked in it.',
  });
  screen.press('N', 'N');
  await screen.see(/^▶ +"code": "HRNEK-CERVENY-21"/);
  screen.press('&');
  await screen.see('match 1 of 4');
  screen.press('\u0015');
  await screen.type('煎茶');
  await screen.see('match 1 of 1');
  await screen.leave();
});
