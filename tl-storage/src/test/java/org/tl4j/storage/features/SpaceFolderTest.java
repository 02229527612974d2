package org.tl4j.storage.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.storage.files.AtomicFile;

class SpaceFolderTest {
    private static final FeatureKey KEY = Features.key("resnet20");
    private final EnvironmentException held = new EnvironmentException("key.txt", "must be writable", "held", "");

    @TempDir
    Path store;

    @Test
    void continuesIfAnotherProcessDescribesItAtTheSameTime() {
        SpaceFolder space = SpaceFolder.of(store, KEY);
        space.claim(KEY, (file, text) -> {
            AtomicFile.writeReplaceable(file, text);
            throw held;
        });
        assertThat(space.path().resolve("key.txt")).content().contains("resnet20");
    }

    @Test
    void failsWhereTheDescriptionIsNotTheExpectedOne() {
        SpaceFolder space = SpaceFolder.of(store, KEY);
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> space.claim(KEY, (file, text) -> {
                    AtomicFile.writeReplaceable(file, "of another key");
                    throw held;
                }))
                .isSameAs(held);
    }
}
