package org.tl4j.cli.commands;

import picocli.CommandLine.Command;

/** {@code tl spark-predict}: predicts the labels of many images on a cluster. */
@Command(
        name = "spark-predict",
        description = "Predicts the labels of many images on a cluster of Apache Spark, by its spark-submit.")
public final class SparkPredictCommand extends SparkCommand {
    /** A command that works with {@code context}. */
    public SparkPredictCommand(Context context) {
        super(context, "org.tl4j.spark.PredictJob");
    }
}
