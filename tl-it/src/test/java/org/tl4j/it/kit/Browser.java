package org.tl4j.it.kit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window, which opens pages as a reader does. For one thread. */
public final class Browser implements AutoCloseable {
    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromedriver"));
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it; ends the test as skipped where Debian's Chromium and its driver are not installed. */
    public static Browser open() {
        for (Path program : PROGRAMS) {
            Assumptions.assumeTrue(
                    Files.isExecutable(program),
                    () -> "needs " + program + "; install the packages chromium and chromium-driver");
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(PROGRAMS.get(0).toString());
        // containers give a browser neither a sandbox nor much shared memory
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(PROGRAMS.get(1).toFile())
                .withSilent(true)
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** What finds, clicks and types. */
    public ChromeDriver driver() {
        return driver;
    }

    /** Opens a page as a screen of this width shows it, and forgets what earlier pages logged. */
    public void open(Path page, Screen screen) {
        open(page.toUri(), screen);
    }

    /** The same with a page at an address. */
    public void open(URI page, Screen screen) {
        show(screen);
        messages();
        requests();
        // a page that differs by its fragment alone would not be loaded again
        driver.get("about:blank");
        driver.get(page.toString());
    }

    /** Shows the page on another screen. */
    public void show(Screen screen) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width", screen.width(),
                        "height", screen.height(),
                        "deviceScaleFactor", 1,
                        "mobile", screen.phone()));
        media("screen", screen.dark());
    }

    /** Shows the page as on paper. */
    public void print() {
        media("print", false);
    }

    private void media(String media, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        media,
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Errors and warnings of the console since the page was opened, among them what its policy forbade. */
    public List<String> messages() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The addresses that were asked for since the page was opened. */
    public List<String> requests() {
        List<String> addresses = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE).getAll()) {
            JsonNode message = parsed(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                addresses.add(message.at("/params/request/url").asText());
            }
        }
        return addresses;
    }

    private static JsonNode parsed(String message) {
        try {
            return JSON.readTree(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a script of the test resources finds in the page. */
    public List<String> findings(String script) {
        return ((List<?>) run(resource(script))).stream().map(String::valueOf).toList();
    }

    /**
     * Has the page ask for an image of another address and run a script that changes its title, which its policy must forbid.
     *
     * @return the messages of the browser
     */
    public List<String> breakPolicy() {
        run("""
                const image = document.createElement('img');
                image.src = 'http://127.0.0.1:9/never.png';
                const script = document.createElement('script');
                script.textContent = 'document.title = "broken"';
                document.body.append(image, script);
                return true;""");
        return messages();
    }

    /** What a script returns. */
    public Object run(String script, Object... arguments) {
        return requireNonNull(driver.executeScript(script, arguments), "the script returned nothing");
    }

    /**
     * What a script returns as soon as that is something: not false, 0, an empty text or nothing.
     *
     * @throws org.openqa.selenium.ScriptTimeoutException if it does not within 30 seconds
     */
    public Object await(String script, Object... arguments) {
        return requireNonNull(driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                const look = (...given) => {
                  const found = (function () { %s }).apply(null, given);
                  if (found) { done(found); } else { setTimeout(() => look(...given), 20); }
                };
                look(...arguments);""".formatted(script), arguments));
    }

    private static String resource(String name) {
        try (var stream = Browser.class.getResourceAsStream("../" + name)) {
            return new String(requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a picture of the whole page, also of what would have to be scrolled to. */
    public void screenshot(Path file) {
        run("window.scrollTo(0, 0); return true");
        Number height = (Number) run("return document.documentElement.scrollHeight");
        Number width = (Number) run("return document.documentElement.clientWidth");
        Map<String, Object> shot = driver.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Base64.getDecoder().decode((String) shot.get("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }

    /**
     * What a page is shown on.
     *
     * @param name for files
     * @param width in CSS pixels
     * @param height likewise
     * @param phone whether it follows the viewport of the page
     * @param dark the scheme
     */
    public record Screen(String name, int width, int height, boolean phone, boolean dark) {
        /** A desk. */
        public static final Screen DESKTOP = new Screen("desktop-light", 1280, 900, false, false);

        /** A hand. */
        public static final Screen PHONE = new Screen("phone-light", 390, 844, true, false);

        /** The same in the dark scheme. */
        public Screen inTheDark() {
            return new Screen(name.replace("light", "dark"), width, height, phone, true);
        }
    }
}
