package org.tl4j.application.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.HeadSettings;

class BinderTest {
    private static final List<SettingOverride> EXTRACTION =
            SettingsText.defaults(StrategyFile.FEATURE_EXTRACTION.file());
    private static final List<SettingOverride> PRETRAIN = SettingsText.defaults(Gradients.PRETRAIN_FILE);

    @Test
    void laterLayersWin() {
        TrainSettings bound = extraction(
                "folds: 7\nseed: 5\ntolerance: 0.01",
                List.of("folds=9", "seed=6"),
                List.of(SettingOverride.of("seed", 7)));

        assertThat(head(bound).tolerance()).isEqualTo(0.01);
        assertThat(head(bound).folds()).isEqualTo(9);
        assertThat(bound.split().seed()).isEqualTo(7);
    }

    @Test
    void listsAreWrittenWithCommasOrInBrackets() {
        assertThat(head(extraction("l2-strengths: [1e-3, 0.5]", List.of())).l2Strengths())
                .containsExactly(0.001, 0.5);
        assertThat(head(extraction("", List.of("l2-strengths=1e-3, 0.5"))).l2Strengths())
                .containsExactly(0.001, 0.5);
        assertThat(head(extraction("", List.of("l2-strengths=[2]"))).l2Strengths())
                .containsExactly(2.0);
    }

    @Test
    void unknownKeySuggestsTheNearest() {
        assertThatThrownBy(() -> extraction("", List.of("tolernce=0.1")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("setting tolernce")
                .hasMessageContaining("did you mean tolerance?");
    }

    @Test
    void allProblemsAreReportedTogether() {
        assertThatThrownBy(() -> gradients(
                        "epochs: 0\nbatch-size: many\nmaximum-shift: -1", List.of("warm_up=0.1", "momentum=1.5")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("5 settings")
                .hasMessageContaining("epochs must be at least 1, found 0")
                .hasMessageContaining("batch-size must be a whole number, found many")
                .hasMessageContaining("maximum-shift must be at least 0, found -1")
                .hasMessageContaining("did you mean warm-up?")
                .hasMessageContaining("momentum must be in [0, 1), found 1.5");
    }

    @Test
    void wrongKindsAreNamed() {
        assertThatThrownBy(() -> gradients("epochs: 1.5", List.of())).hasMessageContaining("a whole number, found 1.5");
        assertThatThrownBy(() -> gradients("epochs: [1]", List.of())).hasMessageContaining("a whole number, found [1]");
        assertThatThrownBy(() -> gradients("", List.of("horizontal-flip=yes")))
                .hasMessageContaining("horizontal-flip must be true or false, found yes");
        assertThatThrownBy(() -> gradients("", List.of("learning-rate=NaN")))
                .hasMessageContaining("learning-rate must be a number or auto, found NaN");
        assertThatThrownBy(() -> extraction("", List.of("l2-strengths=1,,2")))
                .hasMessageContaining("a list of numbers");
        assertThatThrownBy(() -> extraction("", List.of("l2-strengths="))).hasMessageContaining("l2-strengths");
    }

    @Test
    void keysAreGivenOnce() {
        assertThatThrownBy(() -> gradients("", List.of("epochs=1", "epochs=2")))
                .hasMessageContaining("setting epochs must be given once");
        assertThatThrownBy(() -> gradients("epochs: 1\nepochs: 2", List.of())).hasMessageContaining("each key once");
    }

    @Test
    void oddFilesAreRefused() {
        assertThat(gradients("# nothing but a comment\n", List.of())).isEqualTo(gradients("", List.of()));
        assertThatThrownBy(() -> gradients("- 1", List.of())).hasMessageContaining("must map keys to values");
        assertThatThrownBy(() -> gradients("epochs:\n  nested: 1", List.of())).hasMessageContaining("not nested");
        assertThatThrownBy(() -> gradients("epochs:", List.of())).hasMessageContaining("found nothing");
        assertThatThrownBy(() -> gradients("epochs: [1", List.of())).hasMessageContaining("must be YAML");
        assertThatThrownBy(() -> SettingsText.assignments(List.of("epochs"), "--set"))
                .hasMessageContaining("key=value");
    }

    @Property
    void everyNumberComesBack(@ForAll double tolerance, @ForAll long seed) {
        double inRange = Math.abs(tolerance) % 1 == 0 || !Double.isFinite(tolerance) ? 0.5 : Math.abs(tolerance) % 1;
        TrainSettings bound = extraction("tolerance: " + inRange, List.of("seed=" + seed));

        assertThat(head(bound).tolerance()).isEqualTo(inRange);
        assertThat(bound.split().seed()).isEqualTo(seed);
    }

    @Test
    void wordsAreOnesOfAList() {
        assertThatThrownBy(() -> gradients("", List.of("schedule=cosin")))
                .hasMessageContaining("schedule must be one of constant, cosine, one-cycle, found cosin")
                .hasMessageContaining("did you mean cosine?");
        assertThat(gradients("", List.of("optimizer=adamw")).optimizer().kind()).isEqualTo(Optimizer.Kind.ADAMW);
    }

    @ParameterizedTest
    @CsvSource({"90s, 90", "10m, 600", "1h, 3600", "1h30m, 5400", "2h1m5s, 7265"})
    void timesHaveUnits(String text, long seconds) {
        assertThat(auto("time-budget=" + text).timeBudget()).hasSeconds(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "m", "-1m", "1.5h", "10m5", "0s", ""})
    void otherTimesAreRefused(String text) {
        assertThatThrownBy(() -> auto("time-budget=" + text)).hasMessageContaining("time-budget must be");
    }

    @Test
    void emptyGroupTrainsAll() {
        assertThat(auto("unfreeze-from=").fineTuning().unfreezeFrom()).isEmpty();
        assertThat(auto("unfreeze-from=layer3").fineTuning().unfreezeFrom()).contains("layer3");
    }

    private static AutoSettings auto(String assignment) {
        StrategyFile auto = StrategyFile.AUTO;
        TrainSettings bound = new Binder<>(auto.schema())
                .bind(
                        SettingsText.defaults(auto.file()),
                        List.of(SettingsText.assignments(List.of(assignment), "--set")));
        return (AutoSettings) bound.strategy();
    }

    private static HeadSettings head(TrainSettings bound) {
        return ((FeatureExtractionSettings) bound.strategy()).head();
    }

    private static TrainSettings extraction(String yaml, List<String> sets) {
        return extraction(yaml, sets, List.of());
    }

    private static TrainSettings extraction(String yaml, List<String> sets, List<SettingOverride> options) {
        return new Binder<>(StrategyFile.FEATURE_EXTRACTION.schema())
                .bind(
                        EXTRACTION,
                        List.of(SettingsText.yaml(yaml, "test"), SettingsText.assignments(sets, "--set"), options));
    }

    private static GradientSettings gradients(String yaml, List<String> sets) {
        return new Binder<>(Gradients.SCHEMA)
                .bind(PRETRAIN, List.of(SettingsText.yaml(yaml, "test"), SettingsText.assignments(sets, "--set")));
    }
}
