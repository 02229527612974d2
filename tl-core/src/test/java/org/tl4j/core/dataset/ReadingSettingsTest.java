package org.tl4j.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tl4j.core.error.UsageException;

class ReadingSettingsTest {
    @Test
    void theLargestImageFitsIntoOneArray() {
        assertThat(new ReadingSettings(700, false).maximumMegapixels()).isEqualTo(700);
        assertThat(3 * 700_000_000L).isLessThan(Integer.MAX_VALUE);
        assertThatThrownBy(() -> new ReadingSettings(701, false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must be from 1 to 700, found 701");
    }
}
