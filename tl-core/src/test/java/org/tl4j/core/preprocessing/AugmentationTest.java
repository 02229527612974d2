package org.tl4j.core.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.error.UsageException;

class AugmentationTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1 | 1    | 0     | 0    | 0    | maximum-shift must be at least 0, found -1
            0  | 0    | 0     | 0    | 0    | smallest-crop must be in (0, 1], found 0.0
            0  | 1.01 | 0     | 0    | 0    | smallest-crop must be in (0, 1], found 1.01
            0  | NaN  | 0     | 0    | 0    | smallest-crop must be in (0, 1], found NaN
            0  | 1    | -1    | 0    | 0    | maximum-rotation must be in [0, 180], found -1.0
            0  | 1    | 180.5 | 0    | 0    | maximum-rotation must be in [0, 180], found 180.5
            0  | 1    | NaN   | 0    | 0    | maximum-rotation must be in [0, 180], found NaN
            0  | 1    | 0     | -0.1 | 0    | colour-jitter must be in [0, 1), found -0.1
            0  | 1    | 0     | 1    | 0    | colour-jitter must be in [0, 1), found 1.0
            0  | 1    | 0     | NaN  | 0    | colour-jitter must be in [0, 1), found NaN
            0  | 1    | 0     | 0    | -0.1 | erasing must be in [0, 1], found -0.1
            0  | 1    | 0     | 0    | 1.1  | erasing must be in [0, 1], found 1.1
            0  | 1    | 0     | 0    | NaN  | erasing must be in [0, 1], found NaN
            """)
    void valuesOutOfRangeAreRefusedByTheirKey(
            int shift, double crop, double rotation, double jitter, double erasing, String message) {
        assertThatThrownBy(() -> new Augmentation(true, shift, crop, rotation, jitter, erasing))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @Test
    void theEndsOfTheRangesAreAllowed() {
        assertThat(new Augmentation(false, 0, 1, 0, 0, 0)).isEqualTo(Augmentation.NONE);
        assertThat(new Augmentation(true, Integer.MAX_VALUE, Double.MIN_VALUE, 180, Math.nextDown(1.0), 1))
                .isNotNull();
    }

    @Test
    void everySettingIsThereByItsKey() {
        assertThat(new Augmentation(true, 2, 0.25, 10, 0.4, 0.1).byKey())
                .containsOnly(
                        entry("horizontal-flip", "true"),
                        entry("maximum-shift", "2"),
                        entry("smallest-crop", "0.25"),
                        entry("maximum-rotation", "10.0"),
                        entry("colour-jitter", "0.4"),
                        entry("erasing", "0.1"));
    }
}
