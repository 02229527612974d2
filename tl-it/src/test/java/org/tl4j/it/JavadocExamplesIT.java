package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.it.kit.CodeModule;
import org.tl4j.it.kit.Compilation;
import org.tl4j.it.kit.House;
import org.tl4j.it.kit.JavadocExample;
import org.tl4j.it.kit.PageExample;
import org.tl4j.learner.EvaluationRequest;
import org.tl4j.learner.FeatureRequest;
import org.tl4j.learner.LearnerModule;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.predict.BundlePredictors;
import org.tl4j.predict.PredictModule;

/** The examples in the Javadoc of the libraries compile, with imports of API alone. */
class JavadocExamplesIT {
    /** What an application begins with. */
    private static final List<Class<?>> ENTRIES = List.of(
            TransferLearner.class,
            LearnerModule.class,
            TrainingRequest.class,
            EvaluationRequest.class,
            FeatureRequest.class,
            BundlePredictors.class,
            PredictModule.class,
            ImageEmbedder.class,
            Predictor.class);

    /** What an application has that uses the doors to it. */
    private static final List<String> DEEPLEARNING4J = List.of(
            "org.deeplearning4j.nn.graph",
            "org.deeplearning4j.nn.transferlearning",
            "org.nd4j.linalg.learning.config",
            "org.deeplearning4j.zoo",
            "org.deeplearning4j.zoo.model",
            "org.nd4j.linalg.dataset.api.iterator",
            "org.datavec.api.io.labels",
            "org.datavec.api.records.reader",
            "org.datavec.api.split");

    private final Path folder;
    private final List<CodeModule> libraries;
    private final List<JavadocExample> examples = new ArrayList<>();

    JavadocExamplesIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
        this.libraries = CodeModule.libraries();
        for (CodeModule library : libraries) {
            examples.addAll(JavadocExample.in(library.sources()));
        }
    }

    @Test
    void eachCompiles() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        List<String> imports = imports();
        for (JavadocExample example : examples) {
            String name = example.type() + "Example" + example.number();
            sources.put(name, example.source(name, imports));
        }

        assertThat(Compilation.complaints(folder, sources)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"docs/from-deeplearning4j.md, 6", "docs/serving.md, 2"})
    void eachOnAPageCompiles(String page, int count) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        List<String> imports = imports();
        for (PageExample example : PageExample.on(page)) {
            sources.put(
                    example.name(),
                    new JavadocExample(example.name(), 1, example.text()).source(example.name(), imports));
        }

        assertThat(sources).hasSizeGreaterThanOrEqualTo(count);
        assertThat(Compilation.complaints(folder, sources)).isEmpty();
    }

    @Test
    void oneThatCallsWhatIsNotThereIsReported() throws IOException {
        JavadocExample broken = new JavadocExample("TransferLearner", 1, "TransferLearner.make();\n");

        assertThat(Compilation.complaints(folder, Map.of("Broken", broken.source("Broken", imports()))))
                .contains("make()");
    }

    @Test
    void eachTypeThatAnApplicationBeginsWithHasOne() {
        assertThat(examples)
                .extracting(JavadocExample::type)
                .containsAll(ENTRIES.stream().map(Class::getSimpleName).toList());
    }

    private List<String> imports() {
        Stream<String> api = House.classesOfThisClassPath().stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getPackageName)
                .filter(name -> libraries.stream().anyMatch(library -> library.isApi(name)));
        return Stream.of(
                        Stream.of("java.io", "java.nio.file", "java.util", "com.google.inject"),
                        DEEPLEARNING4J.stream(),
                        api)
                .flatMap(names -> names)
                .distinct()
                .sorted()
                .toList();
    }
}
