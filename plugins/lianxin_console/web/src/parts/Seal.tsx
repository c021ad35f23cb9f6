/** The mark of the product; its name always stands beside it. */
export function Seal({ size = 28 }: { size?: number }) {
  return <img src={`${import.meta.env.BASE_URL}seal.svg`} width={size} height={size} alt="" />;
}
