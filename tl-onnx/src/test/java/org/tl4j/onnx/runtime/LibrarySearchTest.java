package org.tl4j.onnx.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LibrarySearchTest {
    @TempDir
    private Path folder;

    @Test
    void findsFilesInItsFolders() throws IOException {
        Files.createFile(folder.resolve("libcudart.so.12"));
        LibrarySearch search = new LibrarySearch(List.of(folder.resolve("gone"), folder), folder.resolve("none"));

        assertThat(search.finds("libcudart.so.12")).isTrue();
        assertThat(search.finds("libcudart.so.1")).isFalse();
    }

    @Test
    void findsWhatTheCacheOfTheLinkerLists() throws IOException {
        Path cache = Files.writeString(
                folder.resolve("ld.so.cache"),
                "glibc-ld.so.cache1.1\0libcublas.so.12\0/opt/cuda/lib/libcublas.so.12\0/opt/libcublasLt.so.12.9\0",
                ISO_8859_1);
        LibrarySearch search = new LibrarySearch(List.of(), cache);

        assertThat(search.finds("libcublas.so.12")).isTrue();
        assertThat(search.finds("libcublasLt.so.12")).isFalse();
        assertThat(search.finds("blas.so.12")).isFalse();
    }

    @Test
    void aCacheThatCannotBeReadListsNothing() {
        // a folder can be opened, and not read
        assertThat(new LibrarySearch(List.of(), folder).finds("libcublas.so.12"))
                .isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisProcessFindsTheCLibraryAndWhatTheEnvironmentNames() throws IOException {
        Files.createFile(folder.resolve("libcuda.so.1"));
        LibrarySearch search = LibrarySearch.of(
                Map.of("LD_LIBRARY_PATH", "/nowhere" + File.pathSeparator + File.pathSeparator + folder), false);

        assertThat(search.finds("libcuda.so.1")).isTrue();
        assertThat(search.finds("libc.so.6")).isTrue();
        assertThat(search.finds("libno-such-thing.so.1")).isFalse();
    }

    @Test
    void windowsSearchesItsPath() throws IOException {
        Files.createFile(folder.resolve("nvcuda.dll"));

        assertThat(LibrarySearch.of(Map.of("Path", folder.toString()), true).finds("nvcuda.dll"))
                .isTrue();
    }
}
