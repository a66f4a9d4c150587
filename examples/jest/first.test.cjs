const { createServer } = require('node:http');
const { createShop } = require('upgates-dev/testing');

let shop;
let server; // your own

beforeEach(async () => {
  shop = await createShop();
  server = createServer((request, response) => request.resume().on('end', () => response.writeHead(204).end()));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  await shop.subscribe('Orders.*', `http://127.0.0.1:${server.address().port}/webhooks`);
});

afterEach(async () => {
  await shop.close();
  await new Promise((resolve) => server.close(resolve));
});

test('accepts a new order', async () => {
  const delivery = await shop.emit('Orders.create', [{ order_number: '9000011' }]);
  expect(delivery.verdict).toBe('delivered');
});
