package org.tl4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionOrderTest {
    @Test
    void confusedClassesAreNeighbours() {
        // 0 with 3, and 1 with 4; 3 a little with 1; 2 with none
        List<Integer> order = ConfusionOrder.of(List.of(
                List.of(10, 0, 0, 8, 0),
                List.of(0, 10, 0, 1, 9),
                List.of(0, 0, 10, 0, 0),
                List.of(7, 1, 0, 10, 0),
                List.of(0, 6, 0, 0, 10)));
        assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4).startsWith(0, 3, 1, 4);
    }

    @Test
    void withoutConfusionTheOrderStays() {
        assertThat(ConfusionOrder.of(List.of(List.of(2, 0, 0), List.of(0, 2, 0), List.of(0, 0, 0))))
                .containsExactly(0, 1, 2);
    }

    @Test
    void everyClassIsThereOnce() {
        List<List<Integer>> confusion = IntStream.range(0, 60)
                .mapToObj(a -> IntStream.range(0, 60)
                        .mapToObj(b -> (a * 31 + b * 17) % 11)
                        .toList())
                .toList();
        assertThat(ConfusionOrder.of(confusion))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 60).boxed().toList());
    }
}
