package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.spark.kit.Cluster;
import org.tl4j.spark.kit.ClusterExtension;

/** An image that cannot be used is a row with an error, and the others are predicted. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnusableImagesIT {
    private static final StructType SCHEMA =
            new StructType().add("name", DataTypes.StringType).add("content", DataTypes.BinaryType);

    private final Cluster cluster;

    UnusableImagesIT(Cluster cluster) {
        this.cluster = cluster;
    }

    private Dataset<Row> images() throws IOException {
        byte[] photo = Files.readAllBytes(cluster.model().photos().get(0));
        return cluster.spark()
                .createDataFrame(
                        List.of(
                                RowFactory.create("photo", photo),
                                RowFactory.create("cut", Arrays.copyOf(photo, 200)),
                                RowFactory.create("text", "no image".getBytes(StandardCharsets.UTF_8)),
                                RowFactory.create("empty", new byte[0]),
                                RowFactory.create("null", null),
                                RowFactory.create("bomb", pngOfSide(60_000)),
                                RowFactory.create("again", photo)),
                        SCHEMA)
                .coalesce(1);
    }

    /** The header of a PNG, which declares a square, and no pixels. */
    private static byte[] pngOfSide(int side) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream chunk = new DataOutputStream(header);
        chunk.writeBytes("IHDR");
        chunk.writeInt(side);
        chunk.writeInt(side);
        chunk.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 sum = new CRC32();
        sum.update(header.toByteArray());
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        DataOutputStream file = new DataOutputStream(png);
        file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        file.writeInt(13);
        file.write(header.toByteArray());
        file.writeInt((int) sum.getValue());
        return png.toByteArray();
    }

    @Test
    void givesEachUnusableImageAnErrorAndKeepsItsRowInPlace() throws IOException {
        List<Row> rows = classifier().transform(images()).collectAsList();

        assertThat(rows)
                .extracting(row -> row.getAs("name"))
                .containsExactly("photo", "cut", "text", "empty", "null", "bomb", "again");
        Map<String, String> errors = rows.stream()
                .filter(row -> row.getAs("tl_error") != null)
                .collect(Collectors.toMap(row -> row.getAs("name"), row -> row.getAs("tl_error")));
        assertThat(errors).containsOnlyKeys("cut", "text", "empty", "null", "bomb");
        assertThat(errors.get("bomb")).startsWith("image ").contains("megapixels");
        assertThat(errors.get("empty")).isEqualTo("image must be a whole image, found one that is empty");
        for (Row row : rows) {
            assertThat(row.isNullAt(row.fieldIndex("predictedLabel"))).isEqualTo(row.getAs("tl_error") != null);
            assertThat(row.isNullAt(row.fieldIndex("probability"))).isEqualTo(row.getAs("tl_error") != null);
        }
        Row first = rows.get(0);
        Row last = rows.get(6);
        assertThat(last.<Object>getAs("probability")).isEqualTo(first.getAs("probability"));
    }

    @Test
    void failsTheJobIfThatIsAskedFor() throws IOException {
        Dataset<Row> predicted = classifier().setFailOnError(true).transform(images());

        assertThatThrownBy(predicted::collectAsList).hasStackTraceContaining("org.tl4j.core.error.DataException");
    }

    @Test
    void readsImagesByTheirPaths() throws IOException {
        String photo = cluster.model().photos().get(0).toUri().toString();
        Dataset<Row> paths = cluster.spark()
                .createDataFrame(
                        List.of(RowFactory.create(photo), RowFactory.create(photo + ".absent")),
                        new StructType().add("file", DataTypes.StringType));

        List<Row> rows = classifier()
                .setInputCol("file")
                .setInputKind("path")
                .transform(paths)
                .collectAsList();

        assertThat(rows.get(0).<String>getAs("tl_error")).isNull();
        assertThat(rows.get(0).<String>getAs("predictedLabel")).isIn("ants", "bees");
        assertThat(rows.get(1).<String>getAs("tl_error")).startsWith("image must exist, found ");
    }

    private TlClassifier classifier() {
        return new TlClassifier().setBundle(cluster.model().bundle().toString());
    }
}
