package org.tl4j.cli.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.tl4j.cli.commands.DoctorDocument.Cache;
import org.tl4j.cli.commands.DoctorDocument.Finding;
import org.tl4j.cli.commands.DoctorDocument.Java;
import org.tl4j.cli.commands.DoctorDocument.Machine;
import org.tl4j.cli.commands.DoctorDocument.Memory;
import org.tl4j.cli.commands.DoctorDocument.Place;
import org.tl4j.cli.commands.DoctorDocument.Weights;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.output.CommandTerms;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.cli.output.MachineFailure;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.error.Problem;
import org.tl4j.data.DecodingSuspects;
import org.tl4j.dl4j.runtime.NativeCache;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;
import org.tl4j.storage.files.DiskProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tl doctor}: the software and hardware of this machine, and its problems. */
@Command(name = "doctor", description = "Shows the environment and files of TL4J, and problems with remedies.")
public final class DoctorCommand extends JsonCommand {
    @Option(
            names = "--clear-features",
            description = "Delete the stored features first; they are computed again when needed.")
    private boolean clearFeatures;

    @Option(
            names = "--clear-natives",
            description =
                    "Delete the native libraries that JavaCPP has unpacked; the next command unpacks what it needs again.")
    private boolean clearNatives;

    @Option(
            names = "--clear-decoding",
            description =
                    "Forget which images were being decoded when a process died; they are decoded again like any other.")
    private boolean clearDecoding;

    @Option(
            names = "--prepare-startup",
            description =
                    "Write an archive of loaded classes into the folder of the command, with which later commands start sooner.")
    private boolean prepareStartup;

    @Spec
    private CommandSpec spec;

    /** A command that works with {@code context}. */
    public DoctorCommand(Context context) {
        super(context);
    }

    /** Missing folders are among the problems that it reports. */
    @Override
    boolean needsPlaces() {
        return false;
    }

    @Override
    CommandResult execute() {
        List<Finding> problems = new ArrayList<>(DoctorChecks.places(console().environment(), System.getProperties()));
        StorageSettings storage = context().storage().get();
        if (clearFeatures) {
            Storage.featureStore(storage).clear();
        }
        if (clearDecoding) {
            DecodingSuspects.clear(storage.journalFolder());
        }
        if (clearNatives) {
            NativeCache.clear();
        }
        if (prepareStartup) {
            StartupClasses.requireArchive();
            StartupClasses.load(learner());
            spec.root().commandLine().getUsageMessage();
        }
        // starting it would unpack them again
        List<EngineInfo> engines = clearNatives ? List.of() : engines(problems);
        Optional<EngineInfo> runtime = engines.stream()
                .filter(engine -> engine.name().equals(BackboneEntry.DEEPLEARNING4J))
                .findFirst();
        boolean usable = !engines.isEmpty() && problems.stream().noneMatch(Finding::serious);
        List<Weights> backbones = usable ? backbones(storage.mayFetch()) : List.of();
        long heap = Runtime.getRuntime().maxMemory();
        Optional<BackboneSelection> forPhotos = usable ? learner().defaultForPhotos() : Optional.empty();
        problems.addAll(DoctorChecks.decoding(storage.journalFolder()));
        problems.addAll(DoctorChecks.of(storage, heap, runtime, forPhotos));
        problems.addAll(DoctorChecks.devices(engines));
        DoctorDocument document = new DoctorDocument(
                new Java(
                        Runtime.version().toString(),
                        System.getProperty("java.vendor"),
                        System.getProperty("java.home")),
                new Machine(
                        System.getProperty("os.name") + " " + System.getProperty("os.version"),
                        Processor.name(console().environment()),
                        Runtime.getRuntime().availableProcessors()),
                runtime.isPresent()
                        ? new Memory(heap, Pointer.maxBytes(), Pointer.maxPhysicalBytes())
                        : new Memory(heap, 0, 0),
                runtime.map(DoctorDocument.Nd4j::of).orElse(null),
                engines.stream().map(DoctorDocument.Engine::of).toList(),
                cache(storage),
                backbones,
                usable ? FirstTrainingText.outlook(forPhotos) : null,
                List.copyOf(problems));
        boolean unusable = problems.stream().anyMatch(Finding::serious);
        return new CommandResult(document, document.text(), unusable ? ExitCodes.FAILED : ExitCodes.DONE);
    }

    private List<EngineInfo> engines(List<Finding> problems) {
        try {
            return learner().engines();
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            Problem problem = MachineFailure.known(e)
                    .map(known -> MachineFailure.here(CommandTerms.in(known.problem())))
                    .or(() -> MachineFailure.of(e))
                    .orElseThrow(() -> new IllegalStateException(e));
            problems.add(finding(problem));
            return List.of();
        }
    }

    /** Problem and remedy are separate, since they are printed one after the other. */
    static Finding finding(Problem problem) {
        String remedy = problem.remedy().isEmpty() ? "install TL4J again" : problem.remedy();
        String message = new Problem(problem.subject(), problem.rule(), problem.found(), "").message();
        return new Finding(message, remedy, true);
    }

    private List<Weights> backbones(boolean mayFetch) {
        return learner().backbones().entries().stream()
                .map(entry -> new Weights(entry.name(), place(entry, mayFetch)))
                .toList();
    }

    private Place place(BackboneEntry entry, boolean mayFetch) {
        if (learner().backbones().available(entry)) {
            return Place.AVAILABLE;
        }
        return mayFetch && !learner().weights().addresses(entry.weights()).isEmpty()
                ? Place.FETCHED_WHEN_NEEDED
                : Place.MUST_BE_BROUGHT;
    }

    private static Cache cache(StorageSettings storage) {
        return new Cache(
                storage.cacheFolder().toString(),
                storage.featureFolder().toString(),
                Storage.featureStore(storage).bytes(),
                storage.featureLimitBytes(),
                storage.weightsFolder().toString(),
                bytes(storage.weightsFolder()),
                NativeCache.path().toString(),
                NativeCache.bytes());
    }

    private static long bytes(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw DiskProblem.cannotRead(folder, e);
        }
    }
}
