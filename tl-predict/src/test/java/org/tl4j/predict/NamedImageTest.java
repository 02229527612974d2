package org.tl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class NamedImageTest {
    @Test
    void filesWhoseNamesAreNoTextHaveDifferentNames() {
        List<Path> files =
                List.of(Path.of(URI.create("file:///data/%B9%B7.png")), Path.of(URI.create("file:///data/%B9%B8.png")));
        assertThat(files.stream().map(file -> NamedImage.of(null, file).name()))
                .containsExactly("/data/\\xB9\\xB7.png", "/data/\\xB9\\xB8.png");
    }
}
