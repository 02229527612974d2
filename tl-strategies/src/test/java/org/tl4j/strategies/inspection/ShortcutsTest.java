package org.tl4j.strategies.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tl4j.core.inspection.PixelMeasures;
import org.tl4j.core.inspection.ShortcutCheck;
import org.tl4j.core.inspection.ShortcutCheck.Verdict;
import org.tl4j.core.inspection.ShortcutTrait;
import org.tl4j.core.preprocessing.ImageSize;

class ShortcutsTest {
    @Test
    void aFileTypeThatGivesTheClassAwayIsAStrongShortcut() {
        List<ShortcutCheck> checks = checks((label, random) -> label == 0 ? "jpeg" : "png");
        ShortcutCheck type = of(checks, ShortcutTrait.FILE_TYPE);
        assertThat(type.balancedAccuracy()).isEqualTo(1);
        assertThat(type.chance()).isEqualTo(0.5);
        assertThat(type.verdict()).isEqualTo(Verdict.STRONG);
        assertThat(type.interval().low()).isLessThan(1).isGreaterThan(0.9);
    }

    @Test
    void traitsThatAreIndependentOfTheClassAreNone() {
        List<ShortcutCheck> checks = checks((label, random) -> random.nextBoolean() ? "jpeg" : "png");
        assertThat(checks).isNotEmpty().allMatch(check -> check.verdict() == Verdict.NONE);
        ShortcutCheck brightness = of(checks, ShortcutTrait.BRIGHTNESS);
        assertThat(brightness.balancedAccuracy()).isCloseTo(0.5, within(0.12));
    }

    @Test
    void aTraitThatNeverVariesIsNotChecked() {
        List<ShortcutCheck> checks = checks((label, random) -> "jpeg");
        assertThat(checks).noneMatch(check -> check.trait() == ShortcutTrait.FILE_TYPE);
    }

    /** The format of an image of a class. */
    private interface Format {
        String of(int label, Random random);
    }

    private static List<ShortcutCheck> checks(Format format) {
        Random random = new Random(4);
        List<PixelMeasures> measured = new ArrayList<>();
        int[] labels = new int[200];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 2;
            double brightness = random.nextDouble();
            measured.add(new PixelMeasures(
                    new ImageSize(400 + random.nextInt(100), 300 + random.nextInt(100)),
                    format.of(labels[i], random),
                    40_000 + random.nextInt(20_000),
                    random.nextDouble(),
                    brightness,
                    brightness / 2,
                    brightness,
                    random.nextDouble() / 2,
                    random.nextDouble(),
                    random.nextDouble(),
                    random.nextDouble()));
        }
        return Shortcuts.of(measured, labels, 2, 1);
    }

    private static ShortcutCheck of(List<ShortcutCheck> checks, ShortcutTrait trait) {
        return checks.stream()
                .filter(check -> check.trait() == trait)
                .findFirst()
                .orElseThrow();
    }
}
