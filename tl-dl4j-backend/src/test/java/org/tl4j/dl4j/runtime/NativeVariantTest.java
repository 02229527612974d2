package org.tl4j.dl4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NativeVariantTest {
    private static final Set<NativeVariant> ALL = EnumSet.allOf(NativeVariant.class);

    @Test
    void takesTheFastestThatTheProcessorRuns() {
        assertThat(NativeVariant.best(ALL, 3, true)).contains(NativeVariant.ONEDNN_AVX512);
        assertThat(NativeVariant.best(ALL, 2, true)).contains(NativeVariant.ONEDNN_AVX2);
        assertThat(NativeVariant.best(ALL, 1, true)).contains(NativeVariant.ONEDNN);
    }

    @Test
    void fallsBackToWhatIsThere() {
        assertThat(NativeVariant.best(EnumSet.of(NativeVariant.ONEDNN_AVX2, NativeVariant.STOCK), 3, true))
                .contains(NativeVariant.ONEDNN_AVX2);
        assertThat(NativeVariant.best(EnumSet.of(NativeVariant.ONEDNN_AVX2, NativeVariant.STOCK), 0, true))
                .contains(NativeVariant.STOCK);
    }

    @Test
    void avoidsOneDnnWhereItIsNotWanted() {
        assertThat(NativeVariant.best(EnumSet.of(NativeVariant.ONEDNN_AVX2, NativeVariant.STOCK), 3, false))
                .contains(NativeVariant.STOCK);
        assertThat(NativeVariant.best(EnumSet.of(NativeVariant.ONEDNN_AVX2), 3, false))
                .contains(NativeVariant.ONEDNN_AVX2);
    }

    @Test
    void refusesWhatWouldKillTheProcess() {
        assertThat(NativeVariant.best(EnumSet.of(NativeVariant.ONEDNN_AVX2), 1, true))
                .isEmpty();
    }
}
