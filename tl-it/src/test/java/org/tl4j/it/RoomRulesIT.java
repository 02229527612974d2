package org.tl4j.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.dl4j.Dl4jBackend;
import org.tl4j.dl4j.Dl4jEngineProvider;
import org.tl4j.dl4j.Dl4jModule;
import org.tl4j.it.kit.House;
import org.tl4j.storage.ImportedBackbones;
import org.tl4j.storage.PreprocessorConfig;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageModule;
import org.tl4j.storage.StorageSettings;
import org.tl4j.strategies.Strategies;
import org.tl4j.strategies.StrategiesModule;

/** Who may import whom: docs/architecture.md as tests. */
class RoomRulesIT {
    private static final JavaClasses HOUSE = House.classes();

    private static final String CORE = "org.tl4j.core..";
    private static final List<String> CORE_PACKAGES = List.of(
            "error",
            "concurrent",
            "progress",
            "provenance",
            "dataset",
            "preprocessing",
            "weights",
            "network",
            "backbone",
            "features",
            "engine",
            "training",
            "evaluation",
            "calibration",
            "inspection",
            "comparison",
            "bundle",
            "prediction");
    private static final String[] JDK_AND_LOG = {"java..", "javax..", "org.slf4j.."};
    private static final String[] GUICE = {"com.google.inject..", "jakarta.inject.."};

    @Test
    void coreKnowsTheJdkAndTheLogAlone() {
        mayImport(CORE, List.of(JDK_AND_LOG));
    }

    @Test
    void packagesOfCoreImportEarlierOnesAlone() {
        for (int i = 0; i < CORE_PACKAGES.size(); i++) {
            String[] later = CORE_PACKAGES.stream()
                    .skip(i + 1L)
                    .map(name -> "org.tl4j.core." + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("org.tl4j.core." + CORE_PACKAGES.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .check(HOUSE);
        }
    }

    @Test
    void coreHasNoOtherPackages() {
        classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .resideInAnyPackage(Stream.concat(
                                Stream.of("org.tl4j.core"),
                                CORE_PACKAGES.stream().map("org.tl4j.core."::concat))
                        .toArray(String[]::new))
                .check(HOUSE);
    }

    @Test
    void dataKnowsCoreAndOpenCv() {
        mayImport(
                "org.tl4j.data..",
                room(
                        "org.bytedeco..",
                        "org.apache.commons.csv..",
                        "org.apache.commons.compress..",
                        "org.apache.commons.io.."));
    }

    @Test
    void storageKnowsCoreAndJson() {
        mayImport("org.tl4j.storage..", room("com.fasterxml.jackson.."));
    }

    @Test
    void backendKnowsCoreAndDeeplearning4j() {
        mayImport(
                "org.tl4j.dl4j..",
                room(
                        "org.deeplearning4j..",
                        "org.nd4j..",
                        "org.bytedeco..",
                        "io.jhdf..",
                        "com.sun.management..",
                        "ai.onnx.proto..",
                        "com.google.protobuf.."));
    }

    @Test
    void onnxKnowsCoreAndOnnxRuntime() {
        mayImport("org.tl4j.onnx..", room("ai.onnxruntime..", "ai.onnx.proto..", "com.google.protobuf.."));
    }

    @Test
    void backendDoesNotKnowWhereWeightsComeFrom() {
        noClasses()
                .that()
                .resideInAPackage("org.tl4j.dl4j..")
                .should()
                .dependOnClassesThat(belongToAnyOf(WeightsLocator.class, BackboneCatalog.class)
                        .or(resideInAPackage("java.net.http..")))
                .check(HOUSE);
    }

    @Test
    void readersOfFilesDoNotKnowTheConversion() {
        noClasses()
                .that()
                .resideInAPackage("org.tl4j.dl4j.convert.(**)")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.tl4j.dl4j.convert")
                .check(HOUSE);
    }

    @Test
    void strategiesKnowCoreAlone() {
        mayImport("org.tl4j.strategies..", room());
    }

    @Test
    void predictionKnowsCoreDataAndStorageAndFindsEnginesAtRunTime() {
        mayImport("org.tl4j.predict..", room("org.tl4j.data..", "org.tl4j.storage.."));
    }

    @Test
    void whatIsBelowPredictionDoesNotKnowIt() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        CORE, "org.tl4j.data..", "org.tl4j.storage..", "org.tl4j.dl4j..", "org.tl4j.strategies..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.tl4j.predict..")
                .check(HOUSE);
    }

    @Test
    void theDoorOfTheLearnerShowsNoClassOfTheBackend() {
        noMethods()
                .that()
                .areDeclaredInClassesThat(resideInAPackage("org.tl4j.learner"))
                .and()
                .arePublic()
                .should()
                .haveRawReturnType(resideInAPackage("org.tl4j.dl4j.."))
                .orShould()
                .haveRawParameterTypes(DescribedPredicate.anyElementThat(resideInAPackage("org.tl4j.dl4j..")))
                .check(HOUSE);
    }

    @Test
    void learnerKnowsTheRoomsAndNoneOfTheirLibraries() {
        mayImport(
                "org.tl4j.learner..",
                room(
                        "org.tl4j.data..",
                        "org.tl4j.storage..",
                        "org.tl4j.dl4j..",
                        "org.tl4j.onnx..",
                        "org.tl4j.strategies..",
                        "org.tl4j.predict.."));
    }

    @Test
    void reportKnowsCoreAndTheReportsOfTheLearner() {
        mayImport("org.tl4j.report..", room("org.tl4j.storage.files..", "org.tl4j.learner.."));
    }

    @Test
    void applicationsAloneKnowTheReport() {
        onlyIn(List.of("org.tl4j.report..", "org.tl4j.application..", "org.tl4j.cli.."), "org.tl4j.report..");
    }

    @Test
    void doorsToDeeplearning4jKnowTheRoomsAndItsObjects() {
        mayImport(
                "org.tl4j.interop..",
                room(
                        "org.tl4j.data..",
                        "org.tl4j.storage..",
                        "org.tl4j.dl4j..",
                        "org.tl4j.learner..",
                        "org.deeplearning4j..",
                        "org.nd4j..",
                        "org.datavec.."));
    }

    @Test
    void zooAndDataVecAreKnownByTheDoorsAlone() {
        onlyIn(List.of("org.tl4j.interop.."), "org.tl4j.interop..", "org.deeplearning4j.zoo..", "org.datavec..");
    }

    @Test
    void sparkKnowsPredictionAndTheEngineForFrozenNetworks() {
        mayImport(
                "org.tl4j.spark..",
                room(
                        "org.tl4j.data..",
                        "org.tl4j.storage..",
                        "org.tl4j.predict..",
                        "org.tl4j.onnx..",
                        "org.apache.spark..",
                        "org.apache.hadoop..",
                        "scala.."));
    }

    @Test
    void nobodyKnowsSpark() {
        onlyIn(List.of("org.tl4j.spark.."), "org.tl4j.spark..", "org.apache.spark..", "org.apache.hadoop..", "scala..");
    }

    @Test
    void whatApplicationsShareKnowsTheLearnerAndJson() {
        mayImport(
                "org.tl4j.application..", room("org.tl4j.storage..", "org.tl4j.learner..", "com.fasterxml.jackson.."));
    }

    @Test
    void applicationsAloneKnowWhatApplicationsShare() {
        onlyIn(List.of("org.tl4j.application..", "org.tl4j.serve..", "org.tl4j.cli.."), "org.tl4j.application..");
    }

    @Test
    void theServerKnowsPredictionAndWhatApplicationsShareAndNothingThatTrains() {
        mayImport(
                "org.tl4j.serve..",
                room(
                        "org.tl4j.data..",
                        "org.tl4j.storage..",
                        "org.tl4j.predict..",
                        "org.tl4j.application..",
                        "com.fasterxml.jackson.core..",
                        "org.eclipse.jetty..",
                        "io.prometheus.metrics.."));
    }

    @Test
    void jettyIsKnownByTheClassesThatAreNamedAfterHttpAlone() {
        noClasses()
                .that()
                .haveNameNotMatching("org\\.tl4j\\.serve\\.Http.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(HOUSE);
    }

    @Test
    void theCommandAloneKnowsTheServer() {
        onlyIn(List.of("org.tl4j.serve..", "org.tl4j.cli.."), "org.tl4j.serve..");
    }

    @Test
    void nobodyKnowsTheCommand() {
        onlyIn(List.of("org.tl4j.cli.."), "org.tl4j.cli..");
    }

    @Test
    void dataIsUsedThroughItsFacade() {
        isUsedThrough("org.tl4j.data..", resideInAPackage("org.tl4j.data"));
    }

    @Test
    void storageIsUsedThroughItsFacade() {
        isUsedThrough(
                "org.tl4j.storage..",
                belongToAnyOf(
                                Storage.class,
                                StorageModule.class,
                                StorageSettings.class,
                                PreprocessorConfig.class,
                                ImportedBackbones.class,
                                ImportedBackbones.Written.class)
                        .or(resideInAPackage("org.tl4j.storage.files")));
    }

    @Test
    void backendIsUsedThroughItsFacade() {
        isUsedThrough(
                "org.tl4j.dl4j..",
                belongToAnyOf(Dl4jBackend.class, Dl4jEngineProvider.class, Dl4jModule.class)
                        .or(resideInAPackage("org.tl4j.dl4j.runtime..")));
    }

    @Test
    void strategiesAreUsedThroughTheirFacade() {
        isUsedThrough(
                "org.tl4j.strategies..",
                belongToAnyOf(Strategies.class, StrategiesModule.class)
                        .or(resideInAnyPackage(
                                "org.tl4j.strategies.boundary..",
                                "org.tl4j.strategies.calibration..",
                                "org.tl4j.strategies.extraction..",
                                "org.tl4j.strategies.inspection..",
                                "org.tl4j.strategies.training..")));
    }

    @Test
    void onlyOneClassLiesOutsideOfOurPackages() {
        classes()
                .that()
                .resideOutsideOfPackage("org.tl4j..")
                .should()
                .haveNameMatching("org\\.nd4j\\.nativeblas\\.Nd4jCpu(\\$.*)?")
                .check(HOUSE);
    }

    private static List<String> room(String... libraries) {
        return Stream.of(Stream.of(JDK_AND_LOG), Stream.of(GUICE), Stream.of(libraries), Stream.of(CORE))
                .flatMap(packages -> packages)
                .toList();
    }

    /** Classes of {@code packages} are used by those of {@code users} alone. */
    private static void onlyIn(List<String> users, String... packages) {
        noClasses()
                .that()
                .resideOutsideOfPackages(users.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(HOUSE);
    }

    private static void mayImport(String module, List<String> packages) {
        String[] allowed = Stream.concat(Stream.of(module), packages.stream()).toArray(String[]::new);
        DescribedPredicate<JavaClass> primitives = DescribedPredicate.describe(
                "are primitives or arrays of them",
                type -> type.getBaseComponentType().isPrimitive());
        classes()
                .that()
                .resideInAPackage(module)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(primitives))
                .check(HOUSE);
    }

    private static void isUsedThrough(String module, DescribedPredicate<? super JavaClass> facade) {
        noClasses()
                .that(resideOutsideOfPackages(module, "org.nd4j.."))
                .should()
                .dependOnClassesThat(resideInAPackage(module).and(DescribedPredicate.not(facade)))
                .check(HOUSE);
    }
}
