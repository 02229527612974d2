package org.tl4j.spark;

import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;

/** Checks of the columns of data frames, and new columns at their end. */
final class Columns {
    private Columns() {}

    /**
     * The column of this name.
     *
     * @throws UsageException if there is none
     */
    static StructField require(StructType schema, String name) {
        return Arrays.stream(schema.fields())
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "column " + name,
                        "must be one of " + String.join(", ", schema.fieldNames()),
                        "none of this name",
                        Suggestions.question(name, Arrays.asList(schema.fieldNames()))));
    }

    /**
     * Checks that there is a column of this name and type.
     *
     * @throws UsageException if there is not
     */
    static void require(StructType schema, String name, DataType type) {
        DataType found = require(schema, name).dataType();
        if (!found.equals(type)) {
            throw new UsageException("column " + name, "must be of type " + type.sql(), found.sql(), "");
        }
    }

    /**
     * Checks that there is a column of this name, with a vector or an array of numbers in each row.
     *
     * @throws UsageException if there is not
     */
    static void requireNumbers(StructType schema, String name) {
        DataType found = require(schema, name).dataType();
        boolean array = found instanceof ArrayType type && type.elementType() instanceof NumericType;
        if (!array && !found.equals(SQLDataTypes.VectorType())) {
            throw new UsageException("column " + name, "must be a vector or an array of numbers", found.sql(), "");
        }
    }

    /**
     * Checks that there is a column of this name, with a number in each row.
     *
     * @throws UsageException if there is not
     */
    static void requireNumber(StructType schema, String name) {
        DataType found = require(schema, name).dataType();
        if (!(found instanceof NumericType)) {
            throw new UsageException(
                    "column " + name, "must be a number", found.sql(), "make indices with a StringIndexer");
        }
    }

    /**
     * The schema with one more column, at its end.
     *
     * @throws UsageException if there is one of this name, in whatever case
     */
    static StructType added(StructType schema, StructField column) {
        for (String name : schema.fieldNames()) {
            if (name.equalsIgnoreCase(column.name())) {
                throw new UsageException(
                        "column " + column.name(),
                        "must be new",
                        "one that exists",
                        "choose another name, or drop the existing column");
            }
        }
        return schema.add(column);
    }

    /** The values of a row, and null for each column that is added at its end. */
    static Object[] extended(Row row, int added) {
        Object[] values = new Object[row.size() + added];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        return values;
    }
}
