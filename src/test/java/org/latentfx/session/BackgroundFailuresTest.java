package org.latentfx.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Weights;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.Logged;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.direction.Directions;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ExplorerTest;
import org.latentfx.session.explore.Shown;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.inpainting.Inpainter;
import org.latentfx.session.map.HeldOutEncodings;
import org.latentfx.session.map.Layouts;
import org.latentfx.session.map.ManifoldGrid;
import org.latentfx.session.map.NearestImages;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.session.path.Paths;
import org.latentfx.session.path.PathsTest;
import org.latentfx.session.probe.ImageProbe;

/** Whatever fails in the background is said in one sentence and logged once, and what is asked for next is done. */
class BackgroundFailuresTest {
    private static final int IMAGES = 20;

    /** What a row of the table works with; the background works only when let, and breaks only while it is meant to. */
    private static final class Bench {
        final HandDriven hand = new HandDriven();
        final Background background = hand.queued();
        final UndoStack undo = new UndoStack();
        final Kernel whole = Kernels.named("ejml");
        final Explorer explorer = new Explorer(undo, 7);
        final ImageSet images = PathsTest.halves(IMAGES);
        final Weights weights = ExplorerTest.weights(3, 0.5f);
        final HandDriven encoding = new HandDriven();
        final HeldOutEncodings encodings = new HeldOutEncodings(encoding.queued());
        boolean broken;

        /** Takes nothing while the bench is broken: for work that finds nothing to fail at. */
        final Background closing = background.on(task -> {
            if (broken) throw new RejectedExecutionException("closed");
            hand.background.add(task);
        });

        Bench() {
            encodings.choose(images);
            encodings.follow(frozen);
            encoding.work();
            explorer.show(ShownModel.of(frozen));
        }

        /** A kernel that computes nothing while the bench is broken. */
        final Kernel kernel = (Kernel) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Kernel.class}, (of, called, with) -> {
                    if (broken) throw new IllegalStateException("no kernel");
                    try {
                        return called.invoke(whole, with);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });

        final FrozenModel frozen = new FrozenModel(weights, kernel);
        final FrozenModel sound = new FrozenModel(weights, whole);

        /** Shows points of the images, or of so few of them that most points have none. */
        void encode(boolean torn) {
            LatentPoints points = LatentPoints.of(sound, images);
            if (torn) points = new LatentPoints(images.first(2), 3, points.mu(), points.logVar());
            encodings.show(new HeldOutEncodings.View(
                    frozen, images, points, Reconstructions.of(sound, images, new int[] {0})));
        }
    }

    /**
     * One kind of work.
     *
     * @param ask asks for it, in a way that is to fail or not
     * @param done whether it has been done
     */
    private record Work(Consumer<Boolean> ask, BooleanSupplier done) {
        static Work of(Runnable ask, BooleanSupplier done) {
            return new Work(broken -> ask.run(), done);
        }
    }

    @TestFactory
    Stream<DynamicTest> a_failure_is_said_and_the_next_request_works() {
        return Stream.of(
                row("held-out encodings", bench -> {
                    var encodings = new HeldOutEncodings(bench.background);
                    encodings.choose(bench.images);
                    return Work.of(() -> encodings.follow(bench.frozen), encodings.completeProperty()::get);
                }),
                row("fields over the plane", bench -> {
                    var fields = fields(bench, bench.background);
                    fields.manifold().keepUpToDate(true);
                    return new Work(
                            broken -> fields.tile(new ManifoldGrid(broken ? 11 : 12, false)),
                            () -> fields.manifold().valueProperty().get() != null);
                }),
                row("principal axes", bench -> {
                    var fields = fields(bench, bench.closing);
                    var first = bench.explorer.mapPlane();
                    return Work.of(fields::showPrincipalAxes, () -> bench.explorer.mapPlane() != first);
                }),
                row("percentile of the ELBO", bench -> {
                    // the kernel is needed at once too
                    var probe = new ImageProbe(bench.explorer, bench.undo, bench.closing, 1);
                    bench.explorer.show(Shown.of(ExplorerTest.weights(3, 0.5f)));
                    return Work.of(
                            () -> probe.choose(bench.images),
                            () -> !Double.isNaN(probe.percentileProperty().get()));
                }),
                row("nearest images", bench -> {
                    var nearest = new NearestImages(bench.explorer, bench.encodings, bench.background);
                    nearest.watch(true);
                    bench.hand.work();
                    var first = nearest.nearProperty().get();
                    return new Work(bench::encode, () -> nearest.nearProperty().get() != first);
                }),
                row("paths", bench -> {
                    var paths = new Paths(bench.explorer, bench.encodings, bench.background);
                    bench.encode(false);
                    return Work.of(
                            () -> paths.watch(true), () -> paths.pathProperty().get() != null);
                }),
                row("directions", bench -> {
                    var directions = new Directions(bench.explorer, bench.encodings, bench.background, 1);
                    bench.encode(false);
                    directions.watch(true);
                    bench.hand.work();
                    return new Work(
                            broken -> {
                                var some = new Directions.Group("some", -1, new int[] {0, 2, 4, 6});
                                directions.from(some);
                                if (broken) Arrays.fill(some.members(), IMAGES);
                            },
                            () -> directions.scoreProperty().get() != null);
                }),
                row("layouts", bench -> {
                    var layouts = new Layouts(bench.explorer, bench.encodings, bench.undo, bench.closing);
                    return Work.of(layouts::find, () -> layouts.shownProperty().get() != null);
                }),
                row("search of a z", bench -> {
                    var inpainter = inpainter(bench, bench.background);
                    return Work.of(
                            inpainter::find, () -> inpainter.foundProperty().get() != null);
                }),
                row("hidden pixels", bench -> {
                    var inpainter = inpainter(bench, bench.background);
                    return Work.of(
                            inpainter::fill, () -> inpainter.filledProperty().get() != null);
                }),
                row("mean image", bench -> {
                    var inpainter = inpainter(bench, bench.closing);
                    return Work.of(
                            () -> inpainter.choose(bench.images),
                            () -> inpainter.baselineProperty().get() != null);
                }));
    }

    private static PlaneFields fields(Bench bench, Background background) {
        return new PlaneFields(bench.explorer, bench.encodings.pointsProperty(), background);
    }

    private static Inpainter inpainter(Bench bench, Background background) {
        var probe = new ImageProbe(bench.explorer, bench.undo, HandDriven.direct(sentence -> {}), 1);
        var inpainter = new Inpainter(bench.explorer, probe, bench.undo, background, 1);
        probe.choose(bench.images);
        inpainter.choose(bench.images);
        return inpainter;
    }

    private static DynamicTest row(String name, Function<Bench, Work> work) {
        return dynamicTest(name, () -> {
            var bench = new Bench();
            Work one = work.apply(bench);
            bench.hand.work();
            try (var logged = new Logged()) {
                bench.broken = true;
                one.ask.accept(true);
                bench.hand.work();
                bench.broken = false;
                assertEquals(1, bench.hand.said.size(), bench.hand.said.toString());
                assertTrue(bench.hand.said.get(0).startsWith("Something went wrong"), bench.hand.said.get(0));
                assertEquals(1, logged.count());
                assertEquals(List.of(), List.copyOf(bench.hand.fx));
            }
            one.ask.accept(false);
            bench.hand.work();
            assertTrue(one.done.getAsBoolean(), "the next request is not done");
            assertEquals(1, bench.hand.said.size(), bench.hand.said.toString());
        });
    }
}
