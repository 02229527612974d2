package org.tl4j.report.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.ImageLocation;

class JudgedTest {
    private static final ImageLocation PHOTO = ImageLocation.file(Path.of("photo.jpg"));

    @Test
    void keepsTheTwoMostProbableClasses() {
        Judged image = Judged.of(PHOTO, 2, new float[] {0.125f, 0.5f, 0.375f});

        assertThat(image).isEqualTo(new Judged(PHOTO, 2, 1, 0.5f, 2, 0.375f));
        assertThat(image.isRight()).isFalse();
        assertThat(image.margin()).isCloseTo(0.125f, within(1e-6f));
    }

    @Test
    void ofEqualProbabilitiesTheFirstIsPredicted() {
        Judged image = Judged.of(PHOTO, 0, new float[] {0.5f, 0.5f, 0});

        assertThat(image.predicted()).isZero();
        assertThat(image.second()).isEqualTo(1);
        assertThat(image.margin()).isZero();
        assertThat(image.isRight()).isTrue();
    }

    @Test
    void ofOneClassThereIsNoSecond() {
        Judged image = Judged.of(PHOTO, 0, new float[] {1});

        assertThat(image.second()).isEqualTo(-1);
        assertThat(image.margin()).isEqualTo(1);
    }
}
