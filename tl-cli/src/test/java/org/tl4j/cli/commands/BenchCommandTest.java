package org.tl4j.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tl4j.cli.Captured;

/** With the embedded backbone, as briefly as possible. */
class BenchCommandTest {
    @Test
    void everyPartIsMeasured() {
        Captured captured = Captured.plain();

        int exitCode = captured.run("bench", "--seconds", "0", "--batch", "2", "--json");

        assertThat(exitCode).as(captured.err()).isZero();
        JsonNode document = captured.json();
        Set<String> measured = new TreeSet<>();
        for (JsonNode figure : document.get("figures")) {
            measured.add(figure.get("what").asText());
            assertThat(figure.get("perSecond").asDouble()).isPositive();
            assertThat(figure.get("lowest").asDouble())
                    .isLessThanOrEqualTo(figure.get("perSecond").asDouble());
            assertThat(figure.get("highest").asDouble())
                    .isGreaterThanOrEqualTo(figure.get("perSecond").asDouble());
        }
        assertThat(measured)
                .isEqualTo(Set.of("matrix-product", "decoding", "forward", "head-fit", "training-step", "prediction"));
        assertThat(callers(document)).containsExactly(1, 2, 8);
        assertThat(document.get("backbone").asText()).isEqualTo("resnet20-garments");
        assertThat(document.get("latency").get("p99").asDouble())
                .isGreaterThanOrEqualTo(document.get("latency").get("p50").asDouble());
    }

    @Test
    void anOddTimeIsRefused() {
        Captured captured = Captured.plain();

        assertThat(captured.run("bench", "--seconds", "-1")).isEqualTo(2);
        assertThat(captured.err()).contains("--seconds must be from 0 to 3600, found -1.0");
    }

    private static List<Integer> callers(JsonNode document) {
        List<Integer> callers = new ArrayList<>();
        for (JsonNode figure : document.get("figures")) {
            if (figure.get("what").asText().equals("prediction")) {
                callers.add(figure.get("callers").asInt());
            }
        }
        return callers;
    }
}
