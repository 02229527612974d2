package org.tl4j.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.report.Html;

class BarChartTest {
    /** A phone shows a row as a block, without the line of headings. */
    @Test
    void eachValueBringsItsHeadingAndEachElementItsRole() {
        String chart = new BarChart(
                        "Candidates",
                        "candidate",
                        Axis.share("accuracy"),
                        List.of("score", "verdict"),
                        List.of(new BarChart.Bar(
                                Html.text("frozen network"),
                                Optional.of(0.8),
                                Optional.empty(),
                                true,
                                List.of(Html.text("80 %"), Html.text("taken")))))
                .html()
                .fragment();
        assertThat(chart)
                .contains(
                        "role=\"table\"",
                        "role=\"rowheader\"",
                        "<td role=\"cell\" data-label=\"score\">80 %</td>",
                        "<td role=\"cell\" data-label=\"verdict\">taken</td>");
    }
}
