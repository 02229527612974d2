package org.tl4j.data.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.Part;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.data.ImageFolder;

class CsvReadingTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeImages() {
        new ImageFolder()
                .withImages("a.png", "b, c.png", "deep/d.png", "with \"quotes\".png")
                .writeTo(folder);
    }

    @Test
    void readsPathsBesideTheFile() {
        Dataset dataset = read("path,label\na.png,ants\ndeep/d.png,bees\n");
        assertThat(dataset.samples())
                .extracting(sample -> sample.location().container(), Sample::label, Sample::part)
                .containsExactly(
                        tuple(folder.resolve("a.png"), "ants", Optional.empty()),
                        tuple(folder.resolve("deep/d.png"), "bees", Optional.empty()));
    }

    @Test
    void columnsMayHaveAnyOrderAndABlankSplitIsForTraining() {
        Dataset dataset =
                read("\uFEFFSplit,Path,Label\r\ntrain,a.png,ants\r\nval,deep/d.png,bees\r\n,\"b, c.png\",ants\r\n");
        assertThat(dataset.samples())
                .extracting(Sample::part)
                .containsExactly(Optional.of(Part.TRAIN), Optional.of(Part.VALIDATION), Optional.of(Part.TRAIN));
    }

    @Test
    void valuesMayBeQuotedAndHoldNewlines() {
        Dataset dataset = read("path,label\n\"with \"\"quotes\"\".png\",\"red\nants\"\n\na.png, bees ü花 \n");
        assertThat(dataset.labels().names()).containsExactly("bees ü花", "red\nants");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF\"path\",\"label\"\r\n\"a.png\",\"ants\"\r\n\"b, c.png\",\"bees\"\r\n",
                "path;label\r\na.png;ants\r\nb, c.png;bees\r\n",
                "\uFEFF\"label\";\"path\"\n\"ants\";\"a.png\"\n\"bees\";\"b, c.png\"\n",
                "\npath\tlabel\na.png\tants\nb, c.png\tbees\n"
            })
    void readsWhatExcelAndPowerShellWrite(String text) {
        assertThat(read(text).samples())
                .extracting(
                        sample -> sample.location().container().getFileName().toString(), Sample::label)
                .containsExactly(tuple("a.png", "ants"), tuple("b, c.png", "bees"));
    }

    @Test
    void rowsOfBlankValuesArePassedOver() {
        Dataset dataset = read("path,label,split\na.png,ants,\n,,\n , \ndeep/d.png,bees,\n,,\n");
        assertThat(dataset.samples()).hasSize(2);
        assertThat(dataset.parts()).isEmpty();
    }

    @Test
    void anImageThatIsNotThereIsSkipped() {
        assertThat(read("path,label\na.png,ants\ngone.png,bees\n").skipped())
                .extracting(image -> image.location().container().getFileName() + " " + image.reason())
                .containsExactly("gone.png cannot be read: no such file");
    }

    @Test
    void whatIsListedMustBeAnImage() {
        new ImageFolder().with("notes.txt", "no image").writeTo(folder);
        assertThat(read("path,label\na.png,ants\nnotes.txt,bees\ndeep,bees\n").skipped())
                .extracting(image -> image.reason())
                .containsExactly(
                        "is no image: it must be JPEG, PNG, BMP, TIFF or WebP, whatever its name says",
                        "cannot be read: not a plain file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "path,label\\na.png\\n|line 2 must have 2 values, found 1: a.png",
                "path,label\\n\"a\\n.png\",x\\n\\na.png,ants,train,x\\n|line 5 must have 2 values, found 4",
                "path,label\\na.png,ants\\n,bees\\n|line 3 must have a path",
                "path,label\\na.png,\\n|line 2 must have a label",
                "path,label,split\\na.png,ants,learn\\n|line 2 must have a split of train, validation, test or nothing, found learn",
                "path,label\\na\\0.png,ants\\n|line 2 must have a path that this system can have",
                "\\n\\na.png,ants\\n|line 3 must name the columns: path,label or path,label,split, found a.png,ants",
                "path,label,label\\n|line 1 must name the columns",
                "|must begin with a row path,label[,split], found no row",
                "path,label\\n\"a.png\"x,ants\\n|list.csv must be a CSV, found ",
                "path,label\\n\"a.png,ants\\n|list.csv must be a CSV, found "
            })
    void saysWhichLineIsWrongAndWhy(String csv, String message) {
        String text = csv == null ? "" : csv.replace("\\n", "\n").replace("\\0", "\0");
        assertThatThrownBy(() -> read(text)).isInstanceOf(DataException.class).hasMessageContaining(message);
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws IOException {
        Path csv = folder.resolve("list.csv");
        Files.write(csv, "path,label\na.png,K\u00e4fer\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ImageFolder.read(csv))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("list.csv must be text in UTF-8");
    }

    @Property(tries = 500)
    void anyTextIsReadOrRefused(
            @ForAll @Chars({'a', ',', '"', '\n', '\r', ' ', '\0', 'ü', '.', '/'}) @StringLength(max = 60) String rows)
            throws IOException {
        Path csv = Files.createTempFile("list", ".csv");
        try {
            Files.writeString(csv, "path,label\n" + rows);
            assertThat(ImageFolder.read(csv).samples()).isEmpty();
        } catch (DataException e) {
            assertThat(e).hasMessageContaining("list");
        } finally {
            Files.delete(csv);
        }
    }

    private Dataset read(String text) {
        return ImageFolder.read(
                new ImageFolder().with("list.csv", text).writeTo(folder).resolve("list.csv"));
    }
}
