/** Our copy of the shop's orders; `saves` counts, so that a test can see work that was done twice. */
export function createOrders() {
  const byNumber = new Map();
  let saves = 0;
  return {
    save(order) {
      saves += 1;
      byNumber.set(order.order_number, { total: order.order_total, status: order.status });
    },
    remove: (number) => void byNumber.delete(number),
    numbers: () => [...byNumber.keys()].toSorted((a, b) => Number(a) - Number(b)),
    find: (number) => byNumber.get(number) ?? null,
    saves: () => saves,
  };
}
