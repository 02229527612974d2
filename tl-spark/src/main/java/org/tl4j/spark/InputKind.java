package org.tl4j.spark;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.tl4j.core.error.UsageException;

/** What the input column holds. */
enum InputKind {
    /** The bytes of an image file. */
    CONTENT,
    /** The path or address of an image file, which executors can read. */
    PATH;

    DataType type() {
        return switch (this) {
            case CONTENT -> DataTypes.BinaryType;
            case PATH -> DataTypes.StringType;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of this name.
     *
     * @throws UsageException if there is none
     */
    static InputKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new UsageException("inputKind", "must be content or path", word, ""));
    }
}
