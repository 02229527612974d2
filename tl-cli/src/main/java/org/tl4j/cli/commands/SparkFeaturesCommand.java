package org.tl4j.cli.commands;

import picocli.CommandLine.Command;

/** {@code tl spark-features}: computes the features of many images on a cluster. */
@Command(
        name = "spark-features",
        description = "Computes the features of many images on a cluster of Apache Spark, by its spark-submit.")
public final class SparkFeaturesCommand extends SparkCommand {
    /** A command that works with {@code context}. */
    public SparkFeaturesCommand(Context context) {
        super(context, "org.tl4j.spark.FeaturesJob");
    }
}
