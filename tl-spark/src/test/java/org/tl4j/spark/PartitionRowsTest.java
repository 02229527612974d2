package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.DataException;

class PartitionRowsTest {
    private static final StructType SCHEMA =
            new StructType().add("path", DataTypes.StringType).add("content", DataTypes.BinaryType);

    private final List<Integer> calls = new ArrayList<>();

    /** Gives the length of each image; one of 13 bytes fails, named by its place as the network does. */
    private final RowComputation lengths = () -> images -> {
        calls.add(images.size());
        return IntStream.range(0, images.size())
                .mapToObj(place -> images.get(place).length == 13
                        ? Cells.failed(new DataException("image " + (place + 1), "must be lucky", "13", ""))
                        : Cells.of(List.of(images.get(place).length)))
                .toList();
    };

    private PartitionRows rows(boolean failOnError) {
        return new PartitionRows(ImageInput.of(SCHEMA, "content", InputKind.CONTENT), lengths, 2, 2, failOnError);
    }

    private static Iterator<Row> images(int... lengths) {
        return IntStream.range(0, lengths.length)
                .mapToObj(i -> RowFactory.create("p" + i, lengths[i] < 0 ? null : new byte[lengths[i]]))
                .toList()
                .iterator();
    }

    private static List<String> texts(Iterator<Row> rows) {
        List<String> texts = new ArrayList<>();
        rows.forEachRemaining(row -> texts.add(row.get(0) + " " + row.get(2) + " " + row.get(3)));
        return texts;
    }

    @Test
    void computesSeveralBatchesTogetherInTheOrderOfTheRows() {
        int[] lengths = IntStream.rangeClosed(20, 39).toArray();

        List<String> texts = texts(rows(false).call(images(lengths)));

        assertThat(texts)
                .isEqualTo(IntStream.range(0, 20)
                        .mapToObj(i -> "p" + i + " " + (20 + i) + " null")
                        .toList());
        assertThat(calls).containsExactly(16, 4);
    }

    @Test
    void largeImagesAreComputedABatchAtATime() {
        texts(rows(false).call(images(40 << 20, 40 << 20, 1, 2)));

        assertThat(calls).containsExactly(2, 2);
    }

    @Test
    void unusableImagesKeepTheirPlaces() {
        assertThat(texts(rows(false).call(images(1, 0, 13, -1, 5))))
                .containsExactly(
                        "p0 1 null",
                        "p1 null image must be a whole image, found one that is empty",
                        "p2 null image must be lucky, found 13",
                        "p3 null image must be in each row, found a row without one",
                        "p4 5 null");
        assertThat(calls).containsExactly(3);
    }

    @Test
    void anUnusableImageThatFailsTheTaskIsNamedByItsPath() {
        Iterator<Row> rows = rows(true).call(images(1, 13));

        assertThatThrownBy(rows::next).isInstanceOf(DataException.class).hasMessage("image p1 must be lucky, found 13");
    }
}
