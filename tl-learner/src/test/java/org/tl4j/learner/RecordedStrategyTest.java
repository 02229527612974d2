package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.calibration.CalibrationSettings;
import org.tl4j.core.calibration.ThresholdRule;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.Provenance;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.StrategySettings;

class RecordedStrategyTest {
    static List<StrategySettings> settings() {
        return List.of(
                FeatureExtractionSettings.DEFAULT,
                new FeatureExtractionSettings(new HeadSettings(List.of(0.5), 3, true, 7, 0.01, true)),
                FineTuningSettings.DEFAULT,
                FineTuningSettings.DEFAULT.withUnfreezeFrom("layer3"),
                AutoSettings.DEFAULT,
                FromScratchSettings.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void whatIsWrittenIsRead(StrategySettings settings) {
        Map<String, String> recorded = new TreeMap<>(settings.byKey());
        recorded.put("strategy", settings.name());

        assertThat(RecordedStrategy.of(manifest(recorded))).isEqualTo(settings);
    }

    @Test
    void whatWasCalibratedIsReadToo() {
        CalibrationSettings settings = CalibrationSettings.DEFAULT
                .withThreshold(ThresholdRule.of("precision:0.95"))
                .withCoverage(0.9);

        assertThat(RecordedStrategy.calibration(manifest(settings.byKey()))).isEqualTo(settings);
        assertThat(RecordedStrategy.calibration(manifest(Map.of()))).isEqualTo(CalibrationSettings.DEFAULT);
        assertThatThrownBy(() -> RecordedStrategy.calibration(manifest(Map.of("coverage", "much"))))
                .isInstanceOf(BundleException.class);
        assertThatThrownBy(() -> RecordedStrategy.validationFraction(manifest(Map.of("validation-fraction", "2"))))
                .isInstanceOf(BundleException.class);
    }

    @Test
    void aMissingSettingIsNamed() {
        assertThatThrownBy(() -> RecordedStrategy.of(manifest(Map.of())))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("no l2-strengths");
    }

    private static BundleManifest manifest(Map<String, String> settings) {
        return Manifests.COLOURS.toBuilder()
                .provenance(new Provenance("TL4J", Map.of(), Digest.of("data"), 1, settings, Instant.EPOCH))
                .build();
    }
}
