import { afterEach, describe, expect, it } from 'vitest';
import { createHeard, type Heard } from './heard.ts';

let heard: Heard;
afterEach(async () => await heard.shop.close());

const product = (code: string, more: object = {}): object => ({
  code,
  descriptions: [{ language: 'cs', title: `Výrobek ${code}` }],
  ...more,
});

describe('products through the API', () => {
  it('are created with their variants, in one event', async () => {
    heard = await createHeard('Products');
    const { json } = await heard.call('POST /products', {
      products: [product('A1', { variants: [{ code: 'A1-S' }, { code: 'A1-M' }] }), product('A2')],
    });
    const [first, second] = json.products;
    expect(first).toEqual({
      product_id: expect.any(Number),
      code: 'A1',
      product_url: expect.stringContaining('https://'),
      inserted_yn: true,
      messages: [],
      variants: [
        { variant_id: expect.any(Number), code: 'A1-S', inserted_yn: true, messages: [] },
        { variant_id: expect.any(Number), code: 'A1-M', inserted_yn: true, messages: [] },
      ],
    });
    expect(heard.events).toEqual([`Products.create ${first.product_id} ${second.product_id}`]);
    const shown = (await heard.call('GET /products/A1')).json.products[0];
    expect(shown.descriptions).toContainEqual(expect.objectContaining({ language: 'cs', title: 'Výrobek A1' }));
    expect(shown.variants.map((one: { code: string }) => one.code)).toEqual(['A1-S', 'A1-M']);
  });

  it('must have a code that is not taken, a known language and a title', async () => {
    heard = await createHeard('Products');
    const { status, json } = await heard.call('POST /products', {
      products: [
        product('B1'),
        product('B1'),
        { descriptions: [] },
        product('B2', { descriptions: [{ language: 'de', title: 'x' }] }),
        product('B3', { descriptions: [{ language: 'cs' }] }),
      ],
    });
    expect(status).toBe(200);
    const outcome = json.products.map((one: { inserted_yn: boolean; messages: { property: string }[] }) => [
      one.inserted_yn,
      one.messages.map((message) => message.property),
    ]);
    expect(outcome).toEqual([
      [true, []],
      [false, ['code']],
      [false, ['code']],
      [false, ['language']],
      [false, ['title']],
    ]);
  });

  it('show what was written in the fields of a list', async () => {
    heard = await createHeard('Products');
    const availability = (await heard.call('GET /availabilities')).json.availabilities[1];
    await heard.call('POST /products', {
      products: [
        product('C1', {
          stock: '7.5',
          active_yn: 0,
          availability: availability.descriptions[0].name,
          images: [
            { url: 'https://files.example.com/1.jpg' },
            { url: 'https://files.example.com/2.jpg', list_yn: true },
          ],
          metas: [{ key: 'material', value: 'dřevo' }],
          labels: [{ label_id: 1, active_yn: true }],
          variants: [{ code: 'C1-S', image: { url: 'https://files.example.com/s.jpg' } }],
          prices: [{ language: 'cs', pricelists: [{ name: '', price_original: 200 }] }],
        }),
      ],
    });
    const shown = (await heard.call('GET /products/C1')).json.products[0];
    expect(shown).toMatchObject({
      stock: 7.5,
      active_yn: false,
      availability_id: availability.id,
      images: [
        { main_yn: true, list_yn: false, position: 1, titles: [] },
        { main_yn: false, list_yn: true, position: 2 },
      ],
      metas: [{ key: 'material', type: 'input', value: 'dřevo' }],
      variants: [{ image: 'https://files.example.com/s.jpg' }],
    });
    const czech = shown.prices.find((price: { language: string }) => price.language === 'cs');
    expect(czech.pricelists[0]).toMatchObject({ name: 'Výchozí', price_original: 200 });
  });

  it('are changed by code, in one event, keeping what was not sent', async () => {
    heard = await createHeard('Products');
    const known = (await heard.call('GET /products')).json.products.filter(
      (one: { code: string }) => one.code !== null,
    );
    const [one, two] = known;
    const { json } = await heard.call('PUT /products', {
      products: [{ code: one.code, weight: 999 }, { code: two.code, stock: 0 }, { code: 'nobody' }],
    });
    expect(json.products).toMatchObject([
      { product_id: one.product_id, code: one.code, updated_yn: true, variants: [] },
      { product_id: two.product_id, updated_yn: true },
      { product_id: null, code: 'nobody', updated_yn: false, messages: [{ property: 'code' }] },
    ]);
    expect(heard.events).toEqual([`Products.update ${one.product_id} ${two.product_id}`]);
    const shown = (await heard.call(`GET /products/${one.code}`)).json.products[0];
    expect(shown).toMatchObject({ weight: 999, descriptions: one.descriptions, stock: one.stock });
  });

  it('have their stock raised and lowered by a step', async () => {
    heard = await createHeard('Products');
    await heard.call('POST /products', {
      products: [product('G1', { stock: 5, variants: [{ code: 'G1-S', stock: 2 }] })],
    });
    const steps = { code: 'G1', stock_increment: '-2', variants: [{ code: 'G1-S', stock_increment: '+3' }] };
    await heard.call('PUT /products', { products: [steps] });
    const shown = (await heard.call('GET /products/G1')).json.products[0];
    expect([shown.stock, shown.variants[0].stock]).toEqual([3, 5]);
  });

  it('have variants changed without the product, and none created so', async () => {
    heard = await createHeard('Products');
    await heard.call('POST /products', { products: [product('D1', { variants: [{ code: 'D1-S' }] })] });
    const { json } = await heard.call('PUT /products', {
      variants: [{ code: 'D1-S', stock: 3 }, { code: 'D1-XXL', stock: 3 }, { stock: 1 }],
    });
    expect(json.products).toMatchObject([
      { code: 'D1', updated_yn: true, variants: [{ code: 'D1-S', updated_yn: true }] },
      { code: null, updated_yn: false, messages: [{ object: 'variants', property: 'code' }] },
      { code: null, updated_yn: false, messages: [{ object: 'variants', property: 'code' }] },
    ]);
    const shown = (await heard.call('GET /products/D1')).json.products[0];
    expect(shown.variants).toMatchObject([{ code: 'D1-S', stock: 3 }]);
  });

  it('may have a hundred variants each', async () => {
    heard = await createHeard('Products');
    const variants = Array.from({ length: 101 }, (_, index) => ({ code: `E1-${index}` }));
    const body = { products: [product('E0'), product('E1', { variants })] };
    expect((await heard.call('POST /products', body)).status).toBe(413);
    expect((await heard.call('PUT /products', { variants })).status).toBe(413);
    expect((await heard.call('GET /products/E0')).json.products).toEqual([]);
  });

  it('are deleted by codes, and their variants are told of', async () => {
    heard = await createHeard('Products');
    await heard.call('POST /products', { products: [product('F1', { variants: [{ code: 'F1-S' }] }), product('F2')] });
    const [one, two] = (await heard.call('GET /products?codes=F1;F2')).json.products;
    heard.events.length = 0;
    const { json } = await heard.call('DELETE /products?codes[]=F1&codes[]=F2&codes[]=F3');
    expect(json.products).toMatchObject([
      { code: 'F1', deleted_yn: true, messages: [] },
      { code: 'F2', deleted_yn: true },
      { code: 'F3', deleted_yn: false, messages: [{ message: 'There is no product F3' }] },
    ]);
    const variant = one.variants[0].variant_id;
    expect(heard.events[0]).toMatch(`Products.delete ${one.product_id} ${two.product_id} ${variant}`);
    expect((await heard.call('DELETE /products/F1')).json.products[0].deleted_yn).toBe(false);
  });
});
