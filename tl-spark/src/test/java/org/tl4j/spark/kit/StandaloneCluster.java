package org.tl4j.spark.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;

/** A master and two workers of Spark as processes, which have nothing of ours on their class path. */
public final class StandaloneCluster implements AutoCloseable {
    private static final int PORT = 17077;
    private static final String ADDRESS = "spark://127.0.0.1:" + PORT;

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    private StandaloneCluster(Path folder) {
        this.folder = folder;
    }

    /** Starts it; what the processes print goes into files of {@code folder}. */
    public static StandaloneCluster startedIn(Path folder) throws IOException {
        StandaloneCluster cluster = new StandaloneCluster(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close)); // of tests that are ended from outside
        cluster.start(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "" + PORT,
                "--webui-port",
                "0");
        for (int worker = 1; worker <= 2; worker++) {
            cluster.start(
                    "worker" + worker,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--cores",
                    "1",
                    "--memory",
                    "2G",
                    "--webui-port",
                    "0",
                    "--work-dir",
                    folder.resolve("work" + worker).toString(),
                    ADDRESS);
        }
        return cluster;
    }

    private void start(String name, String main, String... arguments) throws IOException {
        processes.add(process(name, "512m", main, List.of(arguments)).start());
    }

    private ProcessBuilder process(String name, String heap, String main, List<String> arguments) throws IOException {
        Path home = SparkHome.make();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-cp", home.resolve("jars") + "/*", main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".txt").toFile());
    }

    /**
     * Submits the packed jar, as {@code spark-submit} does, and waits for the end.
     *
     * @param main the application
     * @return what it printed
     * @throws IllegalStateException if it fails, or takes longer than five minutes
     */
    public String submit(String main, List<String> arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "--master",
                ADDRESS,
                "--class",
                main,
                "--executor-memory",
                "1500m",
                "--conf",
                "spark.ui.enabled=false",
                SparkHome.packedJar().toString()));
        all.addAll(arguments);
        String name = "submit-" + main.substring(main.lastIndexOf('.') + 1);
        Process process =
                process(name, "1g", "org.apache.spark.deploy.SparkSubmit", all).start();
        processes.add(process);
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        String output = Files.readString(folder.resolve(name + ".txt"), StandardCharsets.UTF_8);
        if (!ended || process.exitValue() != 0) {
            throw new IllegalStateException("the application failed:\n" + output);
        }
        return output;
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
