package org.tl4j.storage.features;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.tl4j.core.provenance.Digest;

class SegmentLayoutTest {
    @Property
    void addsUpWithoutOverflow(
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int width,
            @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int count) {
        SegmentLayout layout = new SegmentLayout(Digest.of("key"), width, count);
        assertThat(layout.valuesBegin()).isEqualTo(64 + 32L * count);
        assertThat(layout.valuesBegin() % Float.BYTES).isZero();
        // 4 x 2^31 x 2^31 is just over what a long holds: the sum may wrap only where the product does
        if ((double) width * count < 1e18) {
            assertThat(layout.fileLength()).isEqualTo(68 + 32L * count + 4L * count * width);
        }
    }
}
