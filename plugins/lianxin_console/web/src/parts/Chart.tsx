import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use as register, type EChartsCoreOption } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { FONT, INK } from "@/app/theme";

register([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

/** A chart, drawn on a canvas. `says`: what it shows, for who cannot see it; give a table of the
 * same figures besides. Tooltips are drawn too: as text put into the page they would carry styles. */
export function Chart(
  { option, height = 220, says }: { option: EChartsCoreOption; height?: number; says: string },
) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const chart = init(element);
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: FONT, color: INK.quiet },
      tooltip: { trigger: "axis", renderMode: "richText", confine: true },
      ...option,
    });
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      chart.dispose();
    };
  }, [option]);
  return <div ref={place} role="img" aria-label={says} style={{ height }} />;
}
