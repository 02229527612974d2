package org.tl4j.application.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.Printable;
import org.tl4j.core.provenance.Digest;

class CsvFileTest {
    @TempDir
    private Path folder;

    @Test
    void quotesWhatWouldEndAField() {
        assertThat(CsvFile.text("cat")).isEqualTo("cat");
        assertThat(CsvFile.text("a,b")).isEqualTo("\"a,b\"");
        assertThat(CsvFile.text("the \"cat\"")).isEqualTo("\"the \"\"cat\"\"\"");
        assertThat(CsvFile.text("two\nlines")).isEqualTo("two\\nlines");
        assertThat(CsvFile.text(" space")).isEqualTo("\" space\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "=cmd|' /C calc'!A0, '=cmd|' /C calc'!A0",
                "+1+1, '+1+1",
                "-2, '-2",
                "@SUM(A1), '@SUM(A1)",
                "＝1, '＝1",
                "a=b, a=b",
                "x-y, x-y"
            })
    void textIsNoFormula(String label, String field) {
        assertThat(CsvFile.text(label)).isEqualTo(field);
    }

    @Test
    void textThatBeginsWithSpaceIsNoFormulaEither() {
        assertThat(CsvFile.text("\t=1")).isEqualTo("'\\t=1");
        assertThat(CsvFile.text("\r=1")).isEqualTo("'\\r=1");
        assertThat(CsvFile.text(" =1")).isEqualTo("' =1");
        assertThat(CsvFile.text("=1,2")).isEqualTo("\"'=1,2\"");
        assertThat(CsvFile.text("")).isEmpty();
    }

    @Test
    void numbersStayNumbers() throws IOException {
        CsvFile.writeTable(
                folder.resolve("t.csv"),
                List.of("piece", "loss"),
                List.of(List.of("fine-tuning", "-1.5E-4"), List.of("-x", "-Infinity"), List.of("=x", "NaN")));

        assertThat(Files.readString(folder.resolve("t.csv")))
                .isEqualTo("piece,loss\r\nfine-tuning,-1.5E-4\r\n'-x,-Infinity\r\n'=x,NaN\r\n");
    }

    @Property
    void noFieldOfTextHoldsRawControlsOrBeginsAFormula(@ForAll String text) {
        String field = CsvFile.text(text);

        assertThat(field.codePoints().noneMatch(Printable::mustBeEscaped)).isTrue();
        assertThat(field.replaceFirst("^\"", ""))
                .doesNotStartWith("=")
                .doesNotStartWith("+")
                .doesNotStartWith("-");
    }

    @Test
    void indexHasALineAnImage() throws IOException {
        CsvFile.writeIndex(folder.resolve("a.index.csv"), List.of(sample("x,1.jpg", "cät"), sample("y.jpg", "dog")));

        assertThat(Files.readString(folder.resolve("a.index.csv")))
                .isEqualTo("path,label\r\n\"x,1.jpg\",cät\r\ny.jpg,dog\r\n");
    }

    @Test
    void featuresStandBesideTheirImage() throws IOException {
        FeatureBatch features = FeatureBatch.allocate(2, 2);
        features.values().put(0, 0.1f).put(1, -1e-9f).put(2, 3f).put(3, Float.MAX_VALUE);

        CsvFile.writeFeatures(folder.resolve("a.csv"), List.of(sample("x.jpg", "a"), sample("y.jpg", "b")), features);

        assertThat(Files.readString(folder.resolve("a.csv")))
                .isEqualTo("path,label,f0,f1\r\nx.jpg,a,0.1,-1.0E-9\r\ny.jpg,b,3.0,3.4028235E38\r\n");
    }

    private static Sample sample(String path, String label) {
        return new Sample(ImageLocation.file(Path.of(path)), label, Digest.of(path), Optional.empty());
    }
}
