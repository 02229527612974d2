package org.tl4j.spark;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.PartitionPath;
import org.apache.spark.sql.execution.datasources.PartitioningAwareFileIndex;
import org.apache.spark.sql.types.DataTypes;
import org.tl4j.core.error.DataException;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What Spark found when it listed the files of a table. Listing takes long, so this reads the list that a data frame has already.
 *
 * @param files the list
 */
record ListedFiles(PartitioningAwareFileIndex files) {
    /**
     * Those of a table that was read from files.
     *
     * @throws DataException if it was not
     */
    static ListedFiles of(Dataset<Row> table) {
        Collection<?> leaves = CollectionConverters.asJavaCollection(
                table.queryExecution().analyzed().collectLeaves());
        return leaves.stream()
                .flatMap(leaf -> leaf instanceof LogicalRelation source ? Stream.of(source.relation()) : Stream.empty())
                .flatMap(source ->
                        source instanceof HadoopFsRelation files ? Stream.of(files.location()) : Stream.empty())
                .flatMap(list -> list instanceof PartitioningAwareFileIndex files ? Stream.of(files) : Stream.empty())
                .findFirst()
                .map(ListedFiles::new)
                .orElseThrow(() -> new DataException("input", "must be read from files", leaves.toString(), ""));
    }

    /** The columns whose values are in the names of folders, in their order. */
    List<String> partitionColumns() {
        return Arrays.asList(files.partitionSchema().fieldNames());
    }

    /** The files without a byte, as rows of {@code binaryFile}: path, time, length, content, and text for each partition column. */
    List<Row> emptyImages() {
        Map<Path, InternalRow> folders = new HashMap<>();
        for (PartitionPath partition :
                CollectionConverters.asJava(files.partitionSpec().partitions())) {
            folders.put(partition.path(), partition.values());
        }
        return CollectionConverters.asJava(files.allFiles()).stream()
                .filter(file -> file.getLen() == 0)
                .map(file -> row(file, folders.get(file.getPath().getParent())))
                .toList();
    }

    private Row row(FileStatus file, InternalRow folder) {
        List<Object> values = new ArrayList<>(List.of(
                file.getPath().toString(), new Timestamp(file.getModificationTime()), 0L, (Object) new byte[0]));
        IntStream.range(0, partitionColumns().size())
                .mapToObj(column -> folder.isNullAt(column)
                        ? null
                        : folder.get(column, DataTypes.StringType).toString())
                .forEach(values::add);
        return RowFactory.create(values.toArray());
    }
}
