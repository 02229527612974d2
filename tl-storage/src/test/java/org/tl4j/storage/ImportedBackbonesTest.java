package org.tl4j.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.catalog.FolderCatalog;

class ImportedBackbonesTest {
    private static final byte[] OLD = {1, 2, 3};
    private static final byte[] NEW = {4, 5};

    @TempDir
    Path folder;

    private Path descriptions;
    private Path weights;
    private BackboneCatalog catalog;
    private ImportedBackbones imported;

    @BeforeEach
    void open() {
        descriptions = folder.resolve("imported");
        weights = folder.resolve("weights");
        catalog = new FolderCatalog(Optional.empty(), Optional.of(descriptions));
        imported = new ImportedBackbones(descriptions, weights, catalog);
    }

    @Test
    void writesWeightsNamedByTheirContentAndAnEntryThatTheCatalogueHas() throws IOException {
        ImportedBackbones.Written written = write(imported, OLD, false);

        Digest digest = Digest.of(OLD);
        assertThat(written.weights())
                .isEqualTo(weights.resolve("birds-" + digest.hex().substring(0, 12) + ".safetensors"))
                .hasBinaryContent(OLD);
        assertThat(written.description()).isEqualTo(descriptions.resolve("birds.json"));
        assertThat(written.entry().weights().sha256()).contains(digest);
        assertThat(written.entry().weights().bytes()).hasValue(OLD.length);
        assertThat(catalog.named("birds")).isEqualTo(written.entry());
        assertThat(imported.list()).containsExactly(written.entry());
        assertThat(imported.find("birds")).contains(written.entry());
        assertThat(imported.find("bees")).isEmpty();
    }

    @Test
    void replacesWhereThatIsAskedAndDeletesTheOldWeightsLast() {
        Path old = write(imported, OLD, false).weights();
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> write(imported, NEW, false))
                .withMessageContaining("must not be taken, found birds");
        assertThat(old).exists();

        ImportedBackbones.Written written = write(imported, NEW, true);
        assertThat(old).doesNotExist();
        assertThat(written.weights()).hasBinaryContent(NEW);
        assertThat(catalog.named("birds")).isEqualTo(written.entry());

        assertThat(write(imported, NEW, true).weights()).hasBinaryContent(NEW);
    }

    @Test
    void leavesTheOldNetworkWhereTheNewEntryCannotBeWritten() throws IOException {
        write(imported, OLD, false);
        BackboneEntry before = catalog.named("birds");
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/birds.json"));
        ImportedBackbones failing = new ImportedBackbones(elsewhere.getParent(), weights, new None());

        assertThatExceptionOfType(EnvironmentException.class).isThrownBy(() -> write(failing, NEW, true));

        assertThat(catalog.named("birds")).isEqualTo(before);
        assertThat(weights.resolve(before.weights().fileName())).hasBinaryContent(OLD);
    }

    @Test
    void writesNothingWhereTheEntryCannotBeMade() {
        assertThatIllegalStateException()
                .isThrownBy(() -> imported.write("birds", false, OLD, source -> {
                    throw new IllegalStateException("no boundary");
                }));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void takesNoNameOfAPublishedEntry() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> imported.requireFree("resnet20-garments", true))
                .withMessageContainingAll("must not be taken", "take another")
                .withMessageNotContaining(CallerTerm.REPLACE_IMPORT.words());
        imported.requireFree("birds", false);
    }

    @Test
    void keepsWeightsThatAnotherEntryNames() throws IOException {
        ImportedBackbones.Written first = write(imported, OLD, false);
        Files.writeString(
                descriptions.resolve("bees.json"),
                Files.readString(first.description()).replace("\"birds\"", "\"bees\""));

        write(imported, NEW, true);
        assertThat(first.weights()).exists();

        assertThat(imported.delete("bees")).isTrue();
        assertThat(first.weights()).doesNotExist();
    }

    @Test
    void deletesTheWeightsOfADamagedEntryAndOfAnImportThatWasKilled() throws IOException {
        Path written = write(imported, OLD, false).weights();
        Path killed = Files.write(weights.resolve("birds-0123456789ab.safetensors"), NEW);
        Path other = Files.write(weights.resolve("birds-other.safetensors"), NEW);
        Files.writeString(descriptions.resolve("birds.json"), "{");
        assertThat(imported.find("birds")).isEmpty();
        assertThat(imported.list()).isEmpty();

        write(imported, NEW, true);
        assertThat(List.of(written, killed)).noneMatch(Files::exists);
        assertThat(other).exists();
    }

    @Test
    void deletesAnImportWithItsWeights() throws IOException {
        write(imported, OLD, false);
        assertThat(imported.delete("birds")).isTrue();
        assertThat(imported.delete("birds")).isFalse();
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
        assertThat(catalog.entries()).extracting(BackboneEntry::name).doesNotContain("birds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "../birds", "a/b", "a\\b", "c:birds"})
    void refusesNamesOfOtherFolders(String name) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> imported.delete(name));
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> imported.find(name));
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> imported.write(name, true, OLD, source -> entry("birds", source)));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void readsBackTextsOfAnyKind() {
        ImportedBackbones.Written written = imported.write(
                "birds", false, OLD, source -> entry("birds", "\ud800 \u0000 \u001b[2J \"\\ \ud83d\udc26", source));
        assertThat(catalog.named("birds")).isEqualTo(written.entry());
    }

    private static ImportedBackbones.Written write(ImportedBackbones to, byte[] content, boolean replace) {
        return to.write("birds", replace, content, source -> entry("birds", source));
    }

    private static BackboneEntry entry(String name, WeightsSource source) {
        return entry(name, "birds", source);
    }

    private static BackboneEntry entry(String name, String trainedOn, WeightsSource source) {
        return new BackboneEntry(
                name,
                BackboneEntry.DEEPLEARNING4J,
                ImportedNetwork.ARCHITECTURE,
                "imported from birds.h5",
                trainedOn,
                "NOASSERTION",
                "Keras",
                source,
                PixelConvention.UNIT.at(ImageSize.square(32), 3),
                "avg_pool",
                1e-3,
                Optional.empty(),
                OptionalInt.of(2));
    }

    /** A catalogue without entries. */
    private record None() implements BackboneCatalog {
        @Override
        public List<BackboneEntry> entries() {
            return List.of();
        }

        @Override
        public BackboneEntry named(String name) {
            throw new UsageException("backbone", "must be there", name, "");
        }
    }
}
