package org.tl4j.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class FileNameTextTest {
    @Test
    void namesThatAreNoTextAreShownByTheirBytes() {
        Path first = Path.of(URI.create("file:///data/%B9%B7/a%20b.png"));
        Path second = Path.of(URI.create("file:///data/%B9%B8/a%20b.png"));
        assertThat(FileNameText.of(first)).isEqualTo("/data/\\xB9\\xB7/a b.png");
        assertThat(FileNameText.of(second)).isEqualTo("/data/\\xB9\\xB8/a b.png");
        assertThat(FileNameText.of(first.getParent().getFileName())).isEqualTo("\\xB9\\xB7");
        assertThat(FileNameText.isRepresented(first.getParent())).isFalse();
        assertThat(FileNameText.isRepresented(first)).isTrue();
        assertThat(FileNameText.utf8(first.getParent())).isEmpty();
    }

    @Test
    void namesThatAreTextAreShownAsTheyAre() {
        Path name = Path.of(URI.create("file:///data/%E7%8A%AC"));
        assertThat(FileNameText.of(name)).isEqualTo("/data/\u72AC");
        assertThat(FileNameText.utf8(name)).contains("\u72AC");
        assertThat(FileNameText.of(Path.of("a/../b.png"))).isEqualTo("a/../b.png");
        Assumptions.assumeTrue(
                Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode('\u72AC'),
                "names of this process hold ASCII alone; set LC_ALL to C.UTF-8");
        assertThat(FileNameText.isRepresented(name)).isTrue();
    }
}
