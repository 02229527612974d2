package org.tl4j.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.cli.commands.DoctorDocument.Finding;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.error.Problem;
import org.tl4j.core.weights.WeightsOrigin;
import org.tl4j.data.DecodingSuspects;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.runtime.HelperUse;
import org.tl4j.storage.StorageSettings;

class DoctorChecksTest {
    @Test
    void aMissingDriverIsOneLineWithItsRemedyOnce() {
        Problem problem = new Problem(
                "a native library",
                "must be loadable on linux-x86_64",
                "libjnicudart.so: libcuda.so.1: cannot open shared object file",
                "install NVIDIA's driver");

        Finding finding = DoctorCommand.finding(problem);

        assertThat(finding.problem() + "; " + finding.remedy()).isEqualTo(problem.message());
        assertThat(finding.serious()).isTrue();
    }

    private static final long ENOUGH = 2L << 30;
    private static final Optional<BackboneSelection> HERE = Optional.of(Selections.resnet18(WeightsOrigin.PRESENT));

    @TempDir
    private Path folder;

    @Test
    void findsNothingWhereNothingIsWrong() {
        assertThat(DoctorChecks.of(StorageSettings.in(folder.resolve("new")), ENOUGH, runtime(HelperUse.IN_USE), HERE))
                .isEmpty();
        assertThat(DoctorChecks.of(StorageSettings.in(folder), ENOUGH, runtime(HelperUse.NOT_APPLICABLE), HERE))
                .isEmpty();
    }

    @Test
    void advisesOnWhatIsSlowOrScarce() {
        List<Finding> found = DoctorChecks.of(
                StorageSettings.in(folder),
                512L << 20,
                runtime(HelperUse.OFF),
                Optional.of(Selections.resnet18(WeightsOrigin.MISSING)));

        assertThat(found)
                .hasSize(3)
                .allSatisfy(finding -> {
                    assertThat(finding.serious()).isFalse();
                    assertThat(finding.remedy()).isNotBlank();
                })
                .extracting(Finding::problem)
                .anyMatch(problem -> problem.contains("oneDNN is off"))
                .anyMatch(problem -> problem.contains("found 512 MiB"))
                .anyMatch(problem -> problem.contains("no network for photos"));
    }

    @Test
    void aFileInPlaceOfTheCacheFolderIsSerious() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(DoctorChecks.of(StorageSettings.in(file.resolve("cache")), ENOUGH, runtime(HelperUse.IN_USE), HERE))
                .singleElement()
                .satisfies(finding -> assertThat(finding.serious()).isTrue());
    }

    @Test
    void imagesThatEndedAProcessAreCountedUntilTheyAreCleared() throws IOException {
        Path decoding = folder.resolve("decoding");
        assertThat(DoctorChecks.decoding(decoding)).isEmpty();
        Files.createDirectory(decoding);
        assertThat(DoctorChecks.decoding(decoding)).isEmpty();
        Files.createFile(decoding.resolve("1.suspect"));
        Files.createFile(decoding.resolve("2.suspect"));
        Files.createFile(decoding.resolve("3.refused"));

        assertThat(DoctorChecks.decoding(decoding)).singleElement().satisfies(finding -> {
            assertThat(finding.serious()).isFalse();
            assertThat(finding.problem()).contains("3 images", "suspected: 2", "refused: 1");
            assertThat(finding.remedy()).contains("--clear-decoding");
        });

        DecodingSuspects.clear(decoding);
        assertThat(DoctorChecks.decoding(decoding)).isEmpty();
    }

    private static Optional<EngineInfo> runtime(HelperUse helpers) {
        return Optional.of(new Dl4jRuntime("CPU", "1.0.0-M2.1", "linux-x86_64", helpers, 2).info("deeplearning4j"));
    }
}
