import { OBSERVED, WHOLE } from './observe-node.js';

/**
 * Module `sitecustomize` that Python loads before an app, and that notes each setting which the app reads, once a
 * process. Every way to read one (`get`, `in`, `getenv`) goes through `__getitem__`; a get of every name in the order of
 * a listing is a copy. The module of this name that would have been loaded without it is loaded after it.
 * @param file where names are written, a line each
 */
export const observePython = (file: string): string => `
import importlib.machinery, importlib.util, os, sys, _thread

def _observe():
    noted, walks = set(), _thread._local()

    def note(name):
        if not isinstance(name, str) or name in noted:
            return
        noted.add(name)
        try:
            to = os.open(${JSON.stringify(file)}, os.O_WRONLY | os.O_APPEND)
            try:
                os.write(to, (name + "\\n").encode("utf-8", "replace"))
            finally:
                os.close(to)
        except OSError:
            pass

    kind = type(os.environ)
    getitem, iterate = kind.__getitem__, kind.__iter__

    def end(walk):
        for key in walk["keys"][:walk["at"]]:
            note(key)
        walks.walk = None

    def end_whole(walk):
        if walk["listed"] and walk["at"] == len(walk["keys"]):
            note(${JSON.stringify(WHOLE)})
            walks.walk = None

    def observed_getitem(self, key):
        if self is os.environ:
            walk = getattr(walks, "walk", None)
            if walk is not None and walk["keys"][walk["at"]:walk["at"] + 1] == [key]:
                walk["at"] += 1
                end_whole(walk)
            else:
                if walk is not None:
                    end(walk)
                note(key)
        return getitem(self, key)

    def observed_iterate(self):
        if self is not os.environ:
            yield from iterate(self)
            return
        walk = walks.walk = {"keys": [], "at": 0, "listed": False}
        try:
            for key in iterate(self):
                walk["keys"].append(key)
                yield key
            walk["listed"] = True
        finally:
            if getattr(walks, "walk", None) is walk:
                end_whole(walk) if walk["listed"] else end(walk)

    kind.__getitem__, kind.__iter__ = observed_getitem, observed_iterate
    note(${JSON.stringify(OBSERVED.python)})

_observe()
_own = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [path for path in sys.path if path != _own]
_spec = importlib.machinery.PathFinder.find_spec("sitecustomize", sys.path)
if _spec is not None and _spec.loader is not None:
    _module = importlib.util.module_from_spec(_spec)
    sys.modules["sitecustomize"] = _module
    _spec.loader.exec_module(_module)
`;
