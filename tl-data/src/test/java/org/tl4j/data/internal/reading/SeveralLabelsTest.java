package org.tl4j.data.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.progress.Progress;
import org.tl4j.data.ImageData;
import org.tl4j.data.ImageFolder;

class SeveralLabelsTest {
    private static final LabelReading SINGLE = new LabelReading(Optional.of(LabelMode.SINGLE_LABEL), Optional.empty());
    private static final LabelReading SEVERAL = new LabelReading(Optional.of(LabelMode.MULTI_LABEL), Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void aListWhoseLabelsHaveTheMarkHasSeveralLabelsPerImage() {
        Dataset dataset = list("path,label\na.png,red|dress\nb.png, dress | dress |\nc.png,\n", LabelReading.AUTOMATIC);

        assertThat(dataset.labels().mode()).isEqualTo(LabelMode.MULTI_LABEL);
        assertThat(dataset.labels().names()).containsExactly("dress", "red");
        assertThat(annotations(dataset))
                .containsExactly(
                        Annotation.ofAll(List.of("dress", "red")),
                        Annotation.ofAll(List.of("dress")),
                        Annotation.ofAll(List.of()));
        assertThat(dataset.remarks()).singleElement().asString().contains("2 rows have a label with the mark |");
    }

    @Test
    void aMarkInOneNameAloneBelongsToIt() {
        Dataset dataset = list("path,label\na.png,=cmd|' /C calc'\nb.png,dress\n", LabelReading.AUTOMATIC);

        assertThat(dataset.labels().mode()).isEqualTo(LabelMode.SINGLE_LABEL);
        assertThat(dataset.labels().names()).containsExactly("=cmd|' /C calc'", "dress");
    }

    @Test
    void theMarkBelongsToANameWhereSingleLabelsAreAskedFor() {
        Dataset dataset = list("path,label\na.png,red|dress\nb.png,dress\n", SINGLE);

        assertThat(dataset.labels().mode()).isEqualTo(LabelMode.SINGLE_LABEL);
        assertThat(dataset.labels().names()).containsExactly("dress", "red|dress");
    }

    @Test
    void anotherMarkMayBeAskedFor() {
        Dataset dataset = list(
                "path,label\na.png,red; dress\nb.png,red|blue\n", new LabelReading(Optional.empty(), Optional.of(";")));

        assertThat(dataset.labels().names()).containsExactly("dress", "red", "red|blue");
        assertThat(dataset.remarks()).isEmpty();
    }

    @Test
    void aColumnPerLabelHoldsOneZeroOrNothing() {
        Dataset dataset = list("path,red,dress,split\na.png,1,0,\nb.png,,1,val\nc.png,0,0,\n", LabelReading.AUTOMATIC);

        assertThat(dataset.labels().names()).containsExactly("dress", "red");
        assertThat(annotations(dataset))
                .containsExactly(
                        Annotation.ofAll(List.of("red")),
                        Annotation.ofAll(List.of("dress"), List.of("red")),
                        Annotation.ofAll(List.of()));
        assertThat(dataset.remarks()).singleElement().asString().contains("columns red, dress");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "path,red,dress\\na.png,1,yes\\n~line 2 must have 1, 0 or nothing in the column dress, found yes",
                "path,red,red\\na.png,1,0\\n~line 1 must name each label once",
                "path,red,dress\\na.png,0,0\\n~must have an image with a label, found 1 images, none of which has one",
                "path,label\\na.png,\\n~must have an image with a label"
            })
    void whatIsWrongInAListOfSeveralLabelsIsNamed(String text, String message) {
        assertThatThrownBy(() -> list(text.replace("\\n", "\n"), SEVERAL))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "path,notes\\na.png,blurred\\n~line 1 must name the columns: path,label",
                "path,notes\\na.png,\\n~line 1 must name the columns: path,label",
                "path\\na.png\\n~line 1 must name the columns: path,label",
                "path,label\\na.png,ants\\nb.png,\\n~line 3 must have a label"
            })
    void aListWithoutLabelsIsRefusedAsBefore(String text, String message) {
        assertThatThrownBy(() -> list(text.replace("\\n", "\n"), LabelReading.AUTOMATIC))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void namesOfClassFoldersAreSplitOnRequest() {
        new ImageFolder()
                .withImages("red+dress/a.png", "dress/b.png", "+/c.png")
                .writeTo(folder);

        assertThat(read(LabelReading.AUTOMATIC, folder).labels().names()).containsExactly("+", "dress", "red+dress");
        Dataset several = read(SEVERAL, folder);
        assertThat(several.labels().names()).containsExactly("dress", "red");
        assertThat(annotations(several))
                .containsExactlyInAnyOrder(
                        Annotation.ofAll(List.of("dress", "red")),
                        Annotation.ofAll(List.of("dress")),
                        Annotation.ofAll(List.of()));
        assertThat(several.skipped()).isEmpty();
    }

    @Test
    void theRoleOfAnImageDoesNotDependOnItsLabels() {
        StringBuilder several = new StringBuilder("path,label\n");
        StringBuilder single = new StringBuilder("path,label\n");
        String[] names = new String[60];
        for (int i = 0; i < names.length; i++) {
            names[i] = "%02d.png".formatted(i);
            several.append(names[i]).append(i % 3 == 0 ? ",red|dress\n" : ",dress|blue\n");
            single.append(names[i]).append(i % 2 == 0 ? ",one\n" : ",two\n");
        }
        new ImageFolder().withImages(names).writeTo(folder);
        SplitSettings settings = new SplitSettings(0.3, 7);

        List<Sample> drawn = validation(several.toString(), SEVERAL, settings);

        assertThat(drawn).hasSizeBetween(8, 30);
        assertThat(drawn)
                .extracting(Sample::digest)
                .isEqualTo(validation(single.toString(), SINGLE, settings).stream()
                        .map(Sample::digest)
                        .toList());
    }

    private List<Sample> validation(String text, LabelReading labels, SplitSettings settings) {
        Path csv = folder.resolve("list.csv");
        try {
            Files.writeString(csv, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ImageData.splitter().split(read(labels, csv), settings).validation();
    }

    @Test
    void namesOfFoldersInPartsAreSplitToo() {
        new ImageFolder()
                .withImages("train/red+dress/a.png", "train/blue/b.png", "val/dress/c.png")
                .writeTo(folder);
        Dataset dataset = read(SEVERAL, folder);

        assertThat(dataset.labels().names()).containsExactly("blue", "dress", "red");
        assertThat(dataset.subset(Subset.VALIDATION))
                .singleElement()
                .extracting(Sample::annotation)
                .isEqualTo(Annotation.ofAll(List.of("dress")));
    }

    @Test
    void namesOfFoldersInAZipAreSplitOnRequest() throws IOException {
        new ImageFolder().withImages("red+dress/a.png", "dress/b.png").writeTo(folder.resolve("photos"));
        Path zip = folder.resolve("photos.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("red+dress/a.png", "dress/b.png")) {
                out.putNextEntry(new ZipEntry(name));
                Files.copy(folder.resolve("photos").resolve(name), out);
            }
        }

        assertThat(read(SEVERAL, zip).labels().names()).containsExactly("dress", "red");
        assertThat(read(LabelReading.AUTOMATIC, zip).labels().names()).containsExactly("dress", "red+dress");
    }

    @Test
    void oneLabelThatIsThereOrNotIsEnough() {
        Dataset dataset = list("path,hot dog\na.png,1\nb.png,0\n", LabelReading.AUTOMATIC);

        assertThat(ImageData.splitter().split(dataset, new SplitSettings(0, 1)).train())
                .hasSize(2);
    }

    @Test
    void theSameImageWithOtherLabelsIsAConflict() throws IOException {
        list("path,label\na.png,red|dress\n", SEVERAL);
        Files.copy(folder.resolve("a.png"), folder.resolve("same.png"));
        Files.writeString(folder.resolve("list.csv"), "path,label\na.png,red|dress\nsame.png,dress\nb.png,\n");

        assertThat(ImageData.splitter()
                        .split(read(SEVERAL, folder.resolve("list.csv")), new SplitSettings(0, 1))
                        .conflicts())
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(2);
    }

    private Dataset list(String text, LabelReading labels) {
        new ImageFolder().withImages("a.png", "b.png", "c.png").writeTo(folder);
        Path csv = folder.resolve("list.csv");
        try {
            Files.writeString(csv, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read(labels, csv);
    }

    private static Dataset read(LabelReading labels, Path data) {
        return ImageData.datasetSource().read(data, ReadingSettings.DEFAULT.withLabels(labels), Progress.NONE);
    }

    private static List<Annotation> annotations(Dataset dataset) {
        return dataset.samples().stream().map(Sample::annotation).toList();
    }
}
