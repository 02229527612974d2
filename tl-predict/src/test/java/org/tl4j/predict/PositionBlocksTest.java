package org.tl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.TokenSequence;

class PositionBlocksTest {
    @ParameterizedTest
    @CsvSource({"7, 7, 49", "8, 8, 64", "13, 13, 49", "14, 14, 49", "1, 100, 50", "64, 64, 64", "1, 1, 1"})
    void positionsAreJoinedUntilThereAreNotTooMany(int height, int width, int count) {
        PositionBlocks blocks = PositionBlocks.of(new FeatureMap(3, height, width), 64);

        assertThat(blocks.count()).isEqualTo(count);
        int[] sizes = new int[count];
        IntStream.range(0, blocks.positions()).forEach(position -> sizes[blocks.block(position)]++);
        assertThat(sizes)
                .containsExactly(IntStream.range(0, count).map(blocks::size).toArray());
    }

    @Test
    void blocksAreSquares() {
        PositionBlocks blocks = PositionBlocks.of(new FeatureMap(1, 3, 5), 6);

        assertThat(IntStream.range(0, 15).map(blocks::block))
                .containsExactly(0, 0, 1, 1, 2, 0, 0, 1, 1, 2, 3, 3, 4, 4, 5);
    }

    @Test
    void valuesOfPatchesAreBehindTheClassTokenAndRegisters() {
        assertThat(PositionBlocks.of(new TokenSequence(17, 3), 64).index(2, 1)).isEqualTo(3 + 3 + 2);
        assertThat(PositionBlocks.of(new TokenSequence(16, 3), 64).index(2, 1)).isEqualTo(3 + 2);
        assertThat(PositionBlocks.of(new TokenSequence(21, 3), 64).index(2, 1)).isEqualTo(15 + 3 + 2);
        assertThat(PositionBlocks.of(new FeatureMap(3, 2, 2), 64).index(2, 1)).isEqualTo(2 * 4 + 1);
    }
}
