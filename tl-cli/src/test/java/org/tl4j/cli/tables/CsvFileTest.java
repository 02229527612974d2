package org.tl4j.cli.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.provenance.Digest;

class CsvFileTest {
    @TempDir
    private Path folder;

    @Test
    void quotesWhatWouldEndAField() {
        assertThat(CsvFile.quoted("cat")).isEqualTo("cat");
        assertThat(CsvFile.quoted("a,b")).isEqualTo("\"a,b\"");
        assertThat(CsvFile.quoted("the \"cat\"")).isEqualTo("\"the \"\"cat\"\"\"");
        assertThat(CsvFile.quoted("two\nlines")).isEqualTo("\"two\nlines\"");
        assertThat(CsvFile.quoted(" space")).isEqualTo("\" space\"");
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
