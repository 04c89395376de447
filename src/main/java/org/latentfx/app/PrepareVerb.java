package org.latentfx.app;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javafx.stage.Window;
import org.latentfx.text.Texts;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code prepare}: opens the window once off screen and closes it, so that the next real opening finds its classes in an
 * archive ({@link ClassArchive}). Where that cannot be done nothing is lost but some time at each opening, so it never
 * fails.
 */
final class PrepareVerb implements Verb {
    static final String NAME = "prepare";

    /** Where the toolkit keeps, for this system alone, what opens windows and what draws in them. */
    private static final List<String> ON_SCREEN = List.of(
            "com/sun/glass/ui/gtk/",
            "com/sun/glass/ui/mac/",
            "com/sun/glass/ui/win/",
            "com/sun/javafx/font/",
            "com/sun/prism/d3d/",
            "com/sun/prism/es2/",
            "com/sun/prism/impl/",
            "com/sun/prism/sw/");

    /** Whether that is what {@code arguments} ask for. */
    static boolean asked(String[] arguments) {
        return arguments.length == 1 && arguments[0].equals(NAME);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.create();
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        if (!Relaunch.isChild()) {
            err.println(Texts.of("cli.prepare.alone"));
            return Cli.OK;
        }
        Screen.drawOffScreen();
        try {
            App.rehearse();
            loadScreenClasses();
        } catch (UnsupportedOperationException noToolkit) {
            err.println(Texts.of("cli.prepare.toolkit"));
        }
        return Cli.OK;
    }

    /** Loads what draws on a real screen in place of what has drawn off screen, without starting any of it. */
    private static void loadScreenClasses() {
        try (var file = toolkit()) {
            for (String entry : file.stream().map(ZipEntry::getName).toList())
                if (entry.endsWith(".class") && ON_SCREEN.stream().anyMatch(entry::startsWith))
                    Class.forName(
                            entry.replace(".class", "").replace('/', '.'), false, PrepareVerb.class.getClassLoader());
        } catch (IOException | ClassNotFoundException | LinkageError e) {
            System.getLogger("org.latentfx").log(Level.INFO, "not all classes are prepared", e);
        }
    }

    /** The jar that the toolkit was loaded from. */
    private static JarFile toolkit() throws IOException {
        URL there = Objects.requireNonNull(Window.class.getResource("Window.class"));
        if (!(there.openConnection() instanceof JarURLConnection jar))
            throw new IOException("found " + there + ", expected a jar");
        jar.setUseCaches(false);
        return jar.getJarFile();
    }
}
