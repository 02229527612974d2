package org.tl4j.dl4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasUnpackedIsCountedAndDeletedAndNothingElse() throws IOException {
        Path library = folder.resolve("opencv-1.jar/org/bytedeco/libx.so");
        Files.createDirectories(library.getParent());
        Files.write(library, new byte[1000]);
        Path other = Files.write(folder.resolve("thesis.txt"), new byte[10]);
        Path jar = Files.write(folder.resolve("mine.jar"), new byte[10]);

        assertThat(NativeCache.bytes(folder)).isEqualTo(1000);
        NativeCache.clear(folder);

        assertThat(NativeCache.bytes(folder)).isZero();
        assertThat(library).doesNotExist();
        assertThat(folder.resolve("opencv-1.jar")).doesNotExist();
        assertThat(other).exists();
        assertThat(jar).exists();
    }

    @Test
    void aFolderThatIsNotThereIsEmpty() {
        NativeCache.clear(folder.resolve("none"));

        assertThat(NativeCache.bytes(folder.resolve("none"))).isZero();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void itIsTheFolderOfJavaCpp() {
        assertThat(NativeCache.path()).isAbsolute();
    }
}
