package org.tl4j.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;

/**
 * Finds the bytes of the image of a row.
 *
 * @param column the index of the column
 * @param kind what the column holds
 * @param path the index of a column with the path of the image; -1 if there is none
 */
record ImageInput(int column, InputKind kind, int path) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String SUBJECT = "image";

    /** In rows of this schema, of which a column {@code path}, as of the source {@code binaryFile}, names the image. */
    static ImageInput of(StructType schema, String column, InputKind kind) {
        List<String> names = Arrays.asList(schema.fieldNames());
        int index = names.indexOf(column);
        int path = names.indexOf("path");
        boolean named = path >= 0 && schema.fields()[path].dataType().equals(DataTypes.StringType);
        return new ImageInput(index, kind, kind == InputKind.PATH ? index : named ? path : -1);
    }

    /** How messages about a whole job call the image of a row. */
    String subject(Row row) {
        return path < 0 || row.isNullAt(path) ? SUBJECT : SUBJECT + " " + row.getString(path);
    }

    /**
     * The bytes, at least one.
     *
     * @throws DataException if there are none, or they cannot be read
     */
    byte[] of(Row row) {
        if (row.isNullAt(column)) {
            return whole(null);
        }
        return whole(kind == InputKind.CONTENT ? row.<byte[]>getAs(column) : read(row.getString(column)));
    }

    /**
     * The bytes, at least one.
     *
     * @param bytes null where there are none
     * @throws DataException if there are none
     */
    static byte[] whole(byte[] bytes) {
        if (bytes == null) {
            throw new DataException(
                    DataKind.CORRUPT, new Problem(SUBJECT, "must be in each row", "a row without one", ""), null);
        }
        if (bytes.length == 0) {
            throw new DataException(
                    DataKind.CORRUPT, new Problem(SUBJECT, "must be a whole image", "one that is empty", ""), null);
        }
        return bytes;
    }

    private static byte[] read(String address) {
        try {
            Path path = new Path(address);
            FileSystem files = path.getFileSystem(SparkHadoopUtil.get().conf());
            FileStatus status = files.getFileStatus(path);
            long most = ReadingSettings.DEFAULT.maximumFileBytes();
            if (status.getLen() > most) {
                throw new DataException(
                        DataKind.TOO_LARGE,
                        new Problem(SUBJECT, "must have at most " + most + " bytes", "" + status.getLen(), ""),
                        null);
            }
            try (InputStream content = files.open(path)) {
                return content.readAllBytes();
            }
        } catch (FileNotFoundException e) {
            throw new DataException(DataKind.NOT_FOUND, new Problem(SUBJECT, "must exist", address, ""), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new DataException(DataKind.UNREADABLE, new Problem(SUBJECT, "must be readable", e.toString(), ""), e);
        }
    }
}
