package org.tl4j.application.predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.Familiarity;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.provenance.Digest;

class PredictionTableTest {
    private static final Digest MODEL = Digest.of("a model");
    private static final PredictionColumns COLUMNS = new PredictionColumns(List.of("=ants", "bees"), false);
    private static final PredictionResult SEVERAL = new PredictionResult.Predicted(new Prediction(
            LabelMode.MULTI_LABEL,
            List.of(new ScoredLabel("=ants", 0.75), new ScoredLabel("bees", 0.625)),
            List.of(new ScoredLabel("=ants", 0.75), new ScoredLabel("bees", 0.625)),
            Optional.empty(),
            Optional.of(new Familiarity(0.25, true))));
    private static final PredictionResult FAILED =
            new PredictionResult.Failed(new DataException("c.png", "must be an image", "text, with a comma", ""));

    @TempDir
    private Path folder;

    @Test
    void aRowSaysWhatWasPredicted() throws IOException {
        PredictionColumns each = new PredictionColumns(List.of("=ants", "bees"), true);
        try (PredictionTable table = PredictionTable.open(file(), each, MODEL)) {
            table.add(Path.of("-a,b.png"), SEVERAL);
            table.add(Path.of("c.png"), FAILED);
        }

        String model = MODEL.hex().substring(0, 16);
        assertThat(Files.readString(file()))
                .isEqualTo(
                        "file,label,probability,labels,unsure,familiarity,unfamiliar,error,p(=ants),p(bees),model\r\n"
                                + "\"'-a,b.png\",'=ants,0.75,'=ants|bees,false,0.25,true,,0.75,0.625," + model + "\r\n"
                                + "c.png,,,,,,,\"c.png must be an image, found text, with a comma\",,," + model
                                + "\r\n");
    }

    @Test
    void whatIsInTheTableIsKnownToTheNextRun() throws IOException {
        write("a.png", "-b,\"c.png");
        String before = Files.readString(file());

        try (PredictionTable table = PredictionTable.open(file(), COLUMNS, MODEL)) {
            assertThat(table.has(Path.of("a.png"))).isTrue();
            assertThat(table.has(Path.of("-b,\"c.png"))).isTrue();
            assertThat(table.has(Path.of("d.png"))).isFalse();
            table.add(Path.of("d.png"), SEVERAL);
        }

        assertThat(Files.readString(file())).startsWith(before).contains("\r\nd.png,");
    }

    @Test
    void aTableThatEndsAnywhereIsContinuedToTheSameTable() throws IOException {
        write("a.png", "b.png", "c.png");
        byte[] whole = Files.readAllBytes(file());

        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            try (PredictionTable table = PredictionTable.open(file(), COLUMNS, MODEL)) {
                for (String name : List.of("a.png", "b.png", "c.png")) {
                    if (!table.has(Path.of(name))) {
                        table.add(Path.of(name), SEVERAL);
                    }
                }
            }
            assertThat(Files.readAllBytes(file())).as("after %d bytes", length).isEqualTo(whole);
        }
    }

    @Test
    void rowsOfAnotherModelAreNotMixedIn() throws IOException {
        write("a.png");
        byte[] before = Files.readAllBytes(file());

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> PredictionTable.open(file(), COLUMNS, Digest.of("another model")))
                .withMessageContainingAll("must have rows of this model", "in row 2", "name another file");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"path,label\na.png,ants\n", "notes", "\n", "file,label,probability\r\n"})
    void anotherFileIsLeftAsItIs(String text) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), text);

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> PredictionTable.open(file(), COLUMNS, MODEL))
                .withMessageContaining("must be a table of predictions");
        assertThat(file()).hasContent(text);
    }

    @Test
    void oneAtATimeWritesATable() throws IOException {
        try (PredictionTable table = PredictionTable.open(file(), COLUMNS, MODEL)) {
            assertThatExceptionOfType(EnvironmentException.class)
                    .isThrownBy(() -> PredictionTable.open(table.file(), COLUMNS, MODEL))
                    .withMessageContaining("one process at a time");
        }
        Files.writeString(file(), "half", StandardOpenOption.APPEND);
        PredictionTable.open(file(), COLUMNS, MODEL).close();
    }

    private void write(String... names) {
        try (PredictionTable table = PredictionTable.open(file(), COLUMNS, MODEL)) {
            for (String name : names) {
                table.add(Path.of(name), SEVERAL);
            }
        }
    }

    private Path file() {
        return folder.resolve("new/predictions.csv");
    }
}
