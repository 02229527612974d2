package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.cli.output.CommandResult;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands have in common that submit a job to a cluster of Spark. */
abstract class SparkCommand extends JsonCommand {
    private final String main;

    @Parameters(
            index = "0",
            paramLabel = "MODEL.tlz",
            description = "The bundle: a file, or an address that Spark's driver can read.")
    private String bundle;

    @Parameters(
            index = "1",
            paramLabel = "INPUT",
            description = "Folder, glob or address of images, or with --parquet of a table.")
    private String input;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FOLDER",
            description = "Folder or address of the table to write, in Parquet; it must not exist.")
    private String output;

    @Option(
            names = "--jar",
            required = true,
            paramLabel = "FILE",
            description = "The packed jar of tl-spark, tl-spark-VERSION-all.jar.")
    private Path jar;

    @Option(names = "--master", paramLabel = "URL", description = "The cluster; by default that of Spark's settings.")
    private Optional<String> master = Optional.empty();

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "A property of Spark; may be repeated.")
    private List<String> configuration = List.of();

    @Option(names = "--parquet", description = "The input is a table in Parquet.")
    private boolean parquet;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            defaultValue = "content",
            description = "The column with the images (default: ${DEFAULT-VALUE}).")
    private String column;

    @Option(names = "--paths", description = "That column holds paths of images that executors can read.")
    private boolean paths;

    @Option(
            names = "--recursive",
            description = "Read images in all folders below; names of folders are then no columns.")
    private boolean recursive;

    SparkCommand(Context context, String main) {
        super(context);
        this.main = main;
    }

    /** The JSON of these commands. */
    record Document(String bundle, String input, String output) {}

    @Override
    CommandResult execute() {
        SparkSubmission submission = new SparkSubmission(main, jar, master, configuration, arguments());
        submission.run(SparkSubmission.program(console().environment()));
        return CommandResult.done(new Document(bundle, input, output), List.of("Written to " + output + "."));
    }

    private List<String> arguments() {
        List<String> arguments =
                new ArrayList<>(List.of("bundle=" + bundle, "input=" + input, "output=" + output, "column=" + column));
        if (parquet) {
            arguments.add("format=parquet");
        }
        if (paths) {
            arguments.add("kind=path");
        }
        if (recursive) {
            arguments.add("recursive=true");
        }
        return arguments;
    }
}
