package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.ScoredLabel;

class ServerMetricsTest {
    private static final List<ScoredLabel> RANKING =
            List.of(new ScoredLabel("red", 0.9), new ScoredLabel("dress", 0.8), new ScoredLabel("torn", 0.1));

    private final ServerMetrics metrics = new ServerMetrics();

    @Test
    void ofSeveralLabelsEachAcceptedOneIsCounted() {
        metrics.predicted("clothes", prediction(RANKING.subList(0, 2)));
        metrics.predicted("clothes", prediction(RANKING.subList(0, 1)));
        metrics.predicted("clothes", prediction(List.of()));

        assertThat(metrics.text())
                .contains(
                        "tl_predictions_total{class=\"red\",model=\"clothes\"} 2.0",
                        "tl_predictions_total{class=\"dress\",model=\"clothes\"} 1.0")
                .doesNotContain("torn");
    }

    @Test
    void ofSingleLabelsTheBestOneIsCountedWhetherItIsAcceptedOrNot() {
        metrics.predicted(
                "clothes",
                new Prediction(LabelMode.SINGLE_LABEL, RANKING, List.of(), Optional.empty(), Optional.empty()));

        assertThat(metrics.text()).contains("tl_predictions_total{class=\"red\",model=\"clothes\"} 1.0");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems do not say it")
    void theMemoryOfTheProcessIsMoreThanThatOfJavaObjects() {
        assertThat(value("tl_resident_bytes")).isGreaterThan(value("tl_heap_used_bytes"));
    }

    private double value(String name) {
        return metrics.text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static Prediction prediction(List<ScoredLabel> accepted) {
        return new Prediction(LabelMode.MULTI_LABEL, RANKING, accepted, Optional.empty(), Optional.empty());
    }
}
