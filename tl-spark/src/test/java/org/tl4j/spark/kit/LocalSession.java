package org.tl4j.spark.kit;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a session of two threads of this process to tests that need no executors; it is stopped after the last test of all. Kryo
 * serialises what its tasks exchange, since the tests with executors do so by Java.
 */
public final class LocalSession implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(SparkSession.class);
    }

    @Override
    public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(LocalSession.class))
                .getOrComputeIfAbsent(Stopped.class, key -> new Stopped(start()), Stopped.class)
                .spark();
    }

    private static SparkSession start() {
        SparkSession spark = SparkSession.builder()
                .appName("tl-spark")
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .getOrCreate();
        spark.sparkContext().setLogLevel("OFF"); // failures that tests provoke have long stack traces
        return spark;
    }

    private record Stopped(SparkSession spark) implements AutoCloseable {
        @Override
        public void close() {
            spark.stop();
        }
    }
}
