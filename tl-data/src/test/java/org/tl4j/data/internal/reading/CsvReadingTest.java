package org.tl4j.data.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.data.ImageFolder;
import org.tl4j.data.TestImages;

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
                .extracting(sample -> sample.location().container(), Sample::label, Sample::subset)
                .containsExactly(
                        tuple(folder.resolve("a.png"), "ants", Optional.empty()),
                        tuple(folder.resolve("deep/d.png"), "bees", Optional.empty()));
    }

    @Test
    void columnsMayHaveAnyOrderAndABlankSplitIsForTraining() {
        Dataset dataset =
                read("\uFEFFSplit,Path,Label\r\ntrain,a.png,ants\r\nval,deep/d.png,bees\r\n,\"b, c.png\",ants\r\n");
        assertThat(dataset.samples())
                .extracting(Sample::subset)
                .containsExactly(Optional.of(Subset.TRAIN), Optional.of(Subset.VALIDATION), Optional.of(Subset.TRAIN));
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
        assertThat(dataset.subsets()).isEmpty();
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
                "path,label\\n\"a.png\"x,ants\\n|list.csv line 2 must be a row of a CSV, found ",
                "path,label\\n\"a.png,ants\\n|list.csv line 2 must be a row of a CSV, found ",
                "path,label\\nhttps://x.org/a.png?b=1,ants\\n|line 2 must have a path of a file, found the URL https://x.org/a.png",
                "path,label\\ns3://bucket/a.png,ants\\n|line 2 must have a path of a file, found the URL s3:",
                "path,label\\nfile://host/a.png,ants\\n|line 2 must have a path of a file, found the URL file://host",
                "path,label\\na.png,ants\\nfile:a%zz,ants\\n|line 3 must have a path of a file, found the URL file:",
                "path,label,usage\\na.png,ants,Training\\na.png,bees,PublicTest\\n|list.csv must have its parts in a column split, found the column usage with train, test",
                "path,label,subset,split\\na.png,ants,x,learn\\n|found learn",
                "name,label\\na.png,ants\\n|line 1 must name the columns"
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
                .hasMessageContaining("list.csv from line 1 on must be text in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sep=;\r\npath;label\r\na.png;ants\r\nb, c.png;bees\r\n",
                "\"sep=\t\"\r\npath\tlabel\r\na.png\tants\r\nb, c.png\tbees\r\n",
                "sep=,\npath,label\na.png,ants\n\"b, c.png\",bees\n",
                "path|label\na.png|ants\nb, c.png|bees\n",
                "path,label\ra.png,ants\r\"b, c.png\",bees\r",
                ",\"File Name\",CLASS,\"x,y\"\n0,a.png,ants,\"[1,2]\"\n1,\"b, c.png\",bees,\n",
                "id;file_name;label;note, more\n1;a.png;ants;\n2;b, c.png;bees;x\n",
                "path,label\na.png,ants,,\n\"b, c.png\",bees,\n"
            })
    void readsDialectsOfOtherPrograms(String text) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (String mark : List.of("", "\uFEFF")) {
                new ImageFolder()
                        .with("list.csv", (mark + text).getBytes(charset))
                        .writeTo(folder);
                assertThat(ImageFolder.read(folder.resolve("list.csv")).samples())
                        .as(charset + mark)
                        .extracting(
                                sample -> sample.location()
                                        .container()
                                        .getFileName()
                                        .toString(),
                                Sample::label)
                        .containsExactly(tuple("a.png", "ants"), tuple("b, c.png", "bees"));
            }
        }
    }

    @Test
    void backslashesSeparateNamesWhereNoFileHasThem() throws IOException {
        Assumptions.assumeTrue(File.separatorChar == '/', "on this system, backslashes always separate names");
        Files.write(folder.resolve("odd\\name.png"), TestImages.png(9));
        Dataset dataset = read("path,label\ndeep\\d.png,ants\nodd\\name.png,bees\n.\\deep\\d.png,ants\n a.png ,bees\n"
                + folder.resolve("a.png").toUri() + ",bees\n");
        assertThat(dataset.skipped()).isEmpty();
        assertThat(dataset.samples())
                .extracting(sample -> folder.relativize(
                                sample.location().container().normalize())
                        .toString())
                .containsExactly("deep/d.png", "odd\\name.png", "deep/d.png", "a.png", "a.png");
        assertThatThrownBy(() -> read("path,label\nC:\\x\\a.png,ants\n"))
                .hasMessageContaining("line 2 must have a path of this system, found a path of Windows, C:\\x\\a.png");
    }

    @Test
    @Timeout(30)
    void aRowThatNeverEndsIsRefusedAtOnce() {
        String text = "x".repeat(3 << 20);
        assertThatThrownBy(() -> read("path,label\na.png,\"" + text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 2 must end within 1048576 characters, found more; look for a quote");
        assertThatThrownBy(() -> read(text)).hasMessageContaining("line 1 must end within 1048576 characters");
    }

    @Test
    @Timeout(60)
    void aLongListIsReadInBoundedTime() {
        StringBuilder text = new StringBuilder("path,label\n");
        for (int i = 0; i < 200_000; i++) {
            text.append("gone").append(i).append(".png,class ").append(i % 10).append('\n');
        }
        Path csv = new ImageFolder()
                .with("list.csv", text.toString())
                .writeTo(folder)
                .resolve("list.csv");
        assertThat(CsvListing.open(csv, LabelReading.AUTOMATIC).arrangement().files())
                .hasSize(200_000);
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
