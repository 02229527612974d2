package org.tl4j.it.kit;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tl4j.application.documents.Json;
import org.tl4j.cli.Main;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.data.ImageData;
import org.tl4j.dl4j.Dl4jBackend;
import org.tl4j.interop.BundleGraphs;
import org.tl4j.learner.TransferLearner;
import org.tl4j.onnx.OnnxEngine;
import org.tl4j.predict.BundlePredictors;
import org.tl4j.report.Report;
import org.tl4j.serve.ModelServer;
import org.tl4j.storage.Storage;
import org.tl4j.strategies.Strategies;

/** The compiled main code of all modules. */
public final class House {
    private House() {}

    /** Every class of every module, whatever its package. */
    public static JavaClasses classes() {
        return new ClassFileImporter().importUrls(locations().toList());
    }

    /** The same without tl-spark, which is not on the class path of these tests. */
    public static JavaClasses classesOfThisClassPath() {
        return new ClassFileImporter().importUrls(onClassPath().toList());
    }

    /** The names of the modules of {@link #classes}, by where their classes lie. */
    public static List<String> modules() {
        return locations()
                .map(location -> {
                    Path relative = Repository.root().relativize(Path.of(URI.create(location.toString())));
                    return relative.getName(0).toString();
                })
                .toList();
    }

    /** A folder of classes in {@code target} of each module, or its jar there. */
    private static Stream<URL> locations() {
        return Stream.concat(onClassPath(), Stream.of(spark()));
    }

    /** Not on the class path of these tests, which Spark's must not meet; rules need no class of Spark. */
    private static URL spark() {
        try {
            return Repository.root().resolve("tl-spark/target/classes").toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<URL> onClassPath() {
        return Stream.of(
                        Tl4jException.class,
                        ImageData.class,
                        Storage.class,
                        Dl4jBackend.class,
                        OnnxEngine.class,
                        Strategies.class,
                        BundlePredictors.class,
                        TransferLearner.class,
                        Report.class,
                        BundleGraphs.class,
                        Json.class,
                        ModelServer.class,
                        Main.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation());
    }
}
