package org.tl4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tl4j.core.error.UsageException;

class OnnxSettingsTest {
    @Test
    void callersShareTheCoresAndHaveOneAtLeast() {
        int cores = OnnxSettings.forJob().threads();

        assertThat(OnnxSettings.forCallers(1).threads()).isEqualTo(cores);
        assertThat(OnnxSettings.forCallers(cores).threads()).isEqualTo(1);
        assertThat(OnnxSettings.forCallers(Integer.MAX_VALUE).threads()).isEqualTo(1);
        assertThatThrownBy(() -> OnnxSettings.forCallers(0))
                .isInstanceOf(UsageException.class)
                .hasMessage("callers must be at least 1, found 0");
    }
}
