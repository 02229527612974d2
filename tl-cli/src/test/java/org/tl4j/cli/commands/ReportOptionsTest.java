package org.tl4j.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.UsageException;
import org.tl4j.report.Report;

class ReportOptionsTest {
    private final ReportOptions options = new ReportOptions();

    @TempDir
    private Path folder;

    @Test
    void isBesideTheBundleByDefault() {
        assertThat(options.file(folder.resolve("insects.tlz"), List.of())).contains(folder.resolve("insects.html"));
        assertThat(ReportOptions.beside(Path.of("model"))).isEqualTo(Path.of("model.html"));
        assertThat(ReportOptions.beside(Path.of("model.html"))).isEqualTo(Path.of("model.html.html"));
    }

    @Test
    void anEarlierReportIsReplacedAndAnotherPageIsNot() throws IOException {
        Path page = folder.resolve("index.html");
        Files.writeString(page, "<!doctype html><head>" + Report.MARK);
        assertThat(options.file(folder.resolve("index.tlz"), List.of())).contains(page);

        Files.writeString(page, "<p>welcome");
        assertThatThrownBy(() -> options.file(folder.resolve("index.tlz"), List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("another page in " + page)
                .hasMessageContaining("--no-report");
        assertThat(page).hasContent("<p>welcome");
    }

    @Test
    void aFolderInItsPlaceIsFoundBeforeTraining() throws IOException {
        Files.createDirectory(folder.resolve("insects.html"));

        assertThatThrownBy(() -> options.file(folder.resolve("insects.tlz"), List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must be a file");
    }
}
