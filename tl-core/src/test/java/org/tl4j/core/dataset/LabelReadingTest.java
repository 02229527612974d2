package org.tl4j.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.UsageException;

class LabelReadingTest {
    @Test
    void aSeparatorAsksForSeveralLabels() {
        assertThat(new LabelReading(Optional.empty(), Optional.of(";")).asksForSeveral())
                .isTrue();
        assertThat(new LabelReading(Optional.of(LabelMode.MULTI_LABEL), Optional.empty()).asksForSeveral())
                .isTrue();
        assertThat(LabelReading.AUTOMATIC.asksForSeveral()).isFalse();
    }

    @Test
    void aSeparatorMustBeVisibleAndShort() {
        assertThatThrownBy(() -> new LabelReading(Optional.empty(), Optional.of(" ")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("label-separator");
        assertThatThrownBy(() -> new LabelReading(Optional.empty(), Optional.of("")))
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> new LabelReading(Optional.empty(), Optional.of("12345678901")))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void oneLabelHasNoSeparator() {
        assertThatThrownBy(() -> new LabelReading(Optional.of(LabelMode.SINGLE_LABEL), Optional.of("|")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("one label");
    }
}
