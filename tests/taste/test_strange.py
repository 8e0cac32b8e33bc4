"A taste.onnx by another person, sealed rightly: what it says of itself is checked, its network is looked at, and one in models/ stops no command"
import base64, io, json, os, shutil, time
import numpy as np, onnx, pytest
from onnx import TensorProto as T, helper as h
from PIL import Image
from wallpicker.archive.store import Archive
from wallpicker.folders import Folders
from wallpicker.job.status import status, status_text
from wallpicker.taste import file as fl
from wallpicker.taste.backbone import FeaturesError, backbone, backbone_file, notes
from wallpicker.taste.features import COLOURS, Features
from wallpicker.taste.file import check_file, first_look, keep_older, seal, strange, trusted
from wallpicker.taste.head import Head, TasteError
from wallpicker.taste.model import Taste, card_of
from wallpicker.taste.models import go_back, models, trust_model

@pytest.fixture(scope='module')
def good():
    "The bytes of a taste that knows nothing"
    net = backbone()
    return fl.to_onnx(net.path, Head(np.zeros(net.dim + len(COLOURS), np.float32), 0., 1., 0.), card_of([True, False], ['a', 'b'], net, None))

@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch): monkeypatch.setenv('WALLPICKER_STATE', str(tmp_path/'state'))

@pytest.fixture
def folders(tmp_path): return Folders(tmp_path/'tree').make()

def bent(good, change=lambda graph, model: None, **notes):
    "The same with other notes or another network, sealed again"
    model = onnx.load_from_string(good)
    texts = {p.key: p.value for p in model.metadata_props} | notes | dict(wallpicker_seal='0'*64)
    onnx.helper.set_model_props(model, {k: v for k, v in texts.items() if v is not None})
    change(model.graph, model)
    return seal(model.SerializeToString())

def card(good, **more):
    texts = {p.key: p.value for p in onnx.load_from_string(good).metadata_props}
    return json.dumps(json.loads(texts['card']) | more)

def jpeg():
    f = io.BytesIO()
    Image.new('RGB', (432, 243), 'teal').save(f, 'JPEG')
    return f.getvalue()

def loop(graph, model, op='Loop'):
    i, c, v = (h.make_tensor_value_info(n, t, []) for n, t in (('i', T.INT64), ('c_in', T.BOOL), ('v_in', T.FLOAT)))
    body = h.make_graph([h.make_node('Identity', ['c_in'], ['c_out']), h.make_node('Sin', ['v_in'], ['v_out'])], 'b', [i, c, v],
                        [h.make_tensor_value_info('c_out', T.BOOL, []), h.make_tensor_value_info('v_out', T.FLOAT, [])])
    graph.initializer.extend([onnx.numpy_helper.from_array(np.array(True), 'forever'), onnx.numpy_helper.from_array(np.array(1, np.float32), 'v0')])
    graph.node.insert(0, h.make_node(op, ['', 'forever', 'v0'], ['v1'], body=body))

def inside_an_if(graph, model):
    inner = h.make_graph([h.make_node('Steal', [], ['z'], domain='evil')], 'then', [], [h.make_tensor_value_info('z', T.FLOAT, [])])
    graph.node.append(h.make_node('If', ['forever'], ['y'], then_branch=inner, else_branch=inner))

def external(where):
    def change(graph, model):
        t = onnx.TensorProto(name='leak', data_type=T.UINT8, dims=[16], data_location=T.EXTERNAL)
        for k, v in dict(location=where, offset='0', length='16').items():
            e = t.external_data.add()
            e.key, e.value = k, v
        graph.initializer.append(t)
    return change

def constant(graph, model):
    node = h.make_node('Constant', [], ['c'], value=onnx.numpy_helper.from_array(np.zeros(2, np.float32)))
    node.attribute[0].t.data_location = T.EXTERNAL
    graph.node.append(node)

def giant(graph, model):
    graph.initializer.append(onnx.numpy_helper.from_array(np.array([10**6, 10**6], np.int64), 'shape'))
    graph.node.insert(0, h.make_node('ConstantOfShape', ['shape'], ['huge']))
    graph.node.append(h.make_node('ReduceSum', ['huge'], ['sum']))
    graph.output.append(h.make_tensor_value_info('sum', T.FLOAT, None))
    next(o for o in graph.node if o.output[0] == 'features').output[0] = 'before'
    graph.node.append(h.make_node('Add', ['before', 'sum'], ['features']))

NETWORKS = {'endless': (loop, 'holds Loop'), 'scan': (lambda g, m: loop(g, m, 'Scan'), 'holds Scan'), 'outside': (external('../../../etc/passwd'), 'reads another file'),
    'beside': (external('weights.bin'), 'reads another file'), 'constant': (constant, 'reads another file'),
    'custom': (lambda g, m: g.node.insert(0, h.make_node('Steal', [], ['z'], domain='evil')), "asks for operators of 'evil'"), 'hidden': (inside_an_if, "asks for operators of 'evil'"),
    'function': (lambda g, m: m.functions.append(h.make_function('evil', 'F', [], ['y'], [h.make_node('Identity', ['x'], ['y'])], [h.make_opsetid('', 17)])), 'has functions of its own')}

@pytest.mark.parametrize('change,why', NETWORKS.values(), ids=NETWORKS)
def test_a_network_that_does_what_ours_never_do_is_refused_by_name(good, change, why):
    assert strange(bent(good, change)) == why

def test_ours_are_not_strange(good): assert strange(good) == strange(backbone_file().read_bytes()) == ''

def test_what_is_no_network_is_refused(): assert strange(b'wallpicker, but no protobuf \xff\xff') == 'cannot be read'

@pytest.mark.parametrize('kind', ['custom', 'endless'])   # opened, the first fails at once, and the second never ends
def test_a_strange_network_is_never_opened(good, folders, kind):
    change, why = NETWORKS[kind]
    folders.taste.write_bytes(bent(good, change))
    taste = Taste.load(folders.taste)   # nothing runs before it is needed
    with pytest.raises(TasteError, match=f'is not used: its network {why}.*--trust taste'): taste.score([Image.new('RGB', (432, 243))])

@pytest.mark.parametrize('change', [giant, lambda g, m: g.node.append(h.make_node('Nonsense', [], ['z']))], ids=['giant', 'unknown'])
def test_a_network_that_fails_is_refused_in_a_process_of_its_own(good, folders, change):
    folders.taste.write_bytes(bent(good, change))
    with pytest.raises(TasteError, match='its network fails: '): Taste.load(folders.taste).score([Image.new('RGB', (432, 243))])

def gives(features=None, logits=None, key='of another|x', noisy=False):
    "A change to a network whose outputs are constants; `noisy`: times the largest less the least point, 0 for a grey picture"
    def change(graph, model):
        dim = backbone().dim
        wanted = dict(features=np.full((1, dim), .5, np.float32) if features is None else features, logits=np.zeros((1, 1000), np.float32) if logits is None else logits)
        onnx.helper.set_model_props(model, {p.key: p.value for p in model.metadata_props} | dict(key=key, wallpicker_seal='0'*64))
        del graph.node[:], graph.initializer[:], graph.output[:]
        graph.initializer.extend([onnx.numpy_helper.from_array(np.array(1, np.int64), 'one'), onnx.numpy_helper.from_array(np.array([1], np.int64), 'ones')])
        graph.node.extend([h.make_node('Shape', ['whole'], ['n'], start=0, end=1), h.make_node('Concat', ['n', 'ones'], ['times'], axis=0), h.make_node('Cast', ['whole'], ['f'], to=T.FLOAT),
            h.make_node('ReduceMax', ['f'], ['most'], keepdims=0), h.make_node('ReduceMin', ['f'], ['least'], keepdims=0), h.make_node('Sub', ['most', 'least'], ['spread'])])
        for name, v in wanted.items():
            if isinstance(v, str): continue   # no such output
            graph.initializer.append(onnx.numpy_helper.from_array(v, f'{name}1'))
            last = f'{name}2' if noisy else name
            graph.node.append(h.make_node('Tile', [f'{name}1', 'times'], [last]) if v.ndim == 2 else h.make_node('Identity', [f'{name}1'], [last]))
            if noisy: graph.node.append(h.make_node('Mul', [last, 'spread'], [name]))
            graph.output.append(h.make_tensor_value_info(name, onnx.helper.np_dtype_to_tensor_dtype(v.dtype), None))
    return change

wide = np.full((1, 3328), .5, np.float32)
OUTPUTS = {'nothing wrong': (gives(), ''), 'no logits': (gives(logits='none'), 'Invalid output name:logits'), 'text': (gives(logits=np.full((1, 1000), 'x', object)), 'its logits are not floats'),
    'one dimension': (gives(logits=np.zeros(1, np.float32)), 'its logits are not floats of shape'), 'whole numbers': (gives(wide.astype(np.int64)), 'its features are not floats'),
    'too few': (gives(wide[:, 1:]), r'its features are not floats of shape \[1, 3328\]'), 'nan': (gives(wide*np.nan), 'its features are not all numbers within'), 'nan logits': (gives(logits=wide[:, :1000]*np.inf), 'its logits are not all numbers'),
    'too large': (gives(wide*1e38), 'its features are not all numbers within'), 'large for noise': (gives(wide*1000, noisy=True), 'its features are not all numbers within'),
    'another for ours': (gives(key=backbone().key), 'it is not efficientnet-lite0, and gives itself its name')}

@pytest.mark.parametrize('change,why', OUTPUTS.values(), ids=OUTPUTS)
def test_the_first_look_sees_what_a_network_gives(good, folders, change, why):
    folders.taste.write_bytes(bent(good, change))
    net = Taste.load(folders.taste).backbone
    if not why: assert net([Image.new('RGB', (432, 243))]).shape == (1, net.dim)
    else:
        with pytest.raises(TasteError, match=f'taste.onnx is not used: its network fails: .*{why}'): net.session

@pytest.mark.parametrize('change', [OUTPUTS['no logits'][0], OUTPUTS['text'][0], OUTPUTS['nan'][0], lambda g, m: g.node.append(h.make_node('Nonsense', [], ['z']))], ids=['no logits', 'text', 'nan', 'unknown'])
def test_a_trusted_network_that_fails_is_named(good, folders, change):
    folders.taste.write_bytes(bent(good, change))
    trust_model(folders.taste, 'taste')
    with pytest.raises(FeaturesError, match=r'taste.onnx: its network cannot be used \(.*\): train again'): Taste.load(folders.taste).backbone([Image.new('RGB', (432, 243))])

def test_a_network_of_one_kind_of_columns_has_views(good, folders):
    folders.taste.write_bytes(bent(good, view='null'))
    archive = Archive(folders)
    archive.add(dict(id='c00001'), jpeg())
    assert Features(archive, Taste.load(folders.taste).backbone).views(['c00001']).shape == (1, 3328)
    folders.db.close()

@pytest.mark.parametrize('data', [b'\xff'*300_000 + b'\x01', b'\x12' + b'\x80'*10 + b'\x01', b'\x08\x01'*20_000_000], ids=['number', 'length', 'fields'])
def test_numbers_and_fields_without_end_are_damage(data):
    start = time.monotonic()
    with pytest.raises(FeaturesError, match='is no ONNX file, or is damaged'): notes(data)
    assert time.monotonic() - start < 1

@pytest.mark.parametrize('digits', [10, 120, 6144])   # the length of 6144 takes two bytes, of which one is a digit
def test_a_format_of_many_digits_is_a_newer_one(good, folders, digits):
    folders.taste.write_bytes(bent(good, wallpicker_format='9'*digits))
    with pytest.raises(TasteError, match=r'made by a newer wallpicker \(format 9{8,9}, this one'): Taste.load(folders.taste)

def test_a_network_that_takes_too_long_is_stopped(good, monkeypatch, tmp_path):
    monkeypatch.setattr(fl, 'LOOK_BY', .3)
    monkeypatch.setattr(fl, '_TRY', 'import time; time.sleep(60)')
    with pytest.raises(TasteError, match='did not end within 0.3 s'): first_look(tmp_path/'taste.onnx', 'a'*64, good)
    assert not trusted('a'*64)

def test_a_file_is_looked_at_once_and_one_written_here_never(good, folders, monkeypatch):
    folders.taste.write_bytes(good)
    picture = [Image.new('RGB', (432, 243))]
    p = Taste.load(folders.taste).score(picture)
    monkeypatch.setattr(fl, 'strange', lambda data: pytest.fail('looked at again'))
    assert Taste.load(folders.taste).score(picture) == p
    taste = Taste.load(folders.taste)
    taste.card['created'] = '2026-01-01'
    taste.save(folders.taste)
    assert Taste.load(folders.taste).score(picture) == p

def test_the_owner_may_trust_a_model_by_name(good, folders, monkeypatch):
    folders.taste.write_bytes(bent(good, name='by a friend'))
    monkeypatch.setattr(fl, 'strange', lambda data: 'is not wanted today')
    with pytest.raises(TasteError, match='is not wanted today'): Taste.load(folders.taste).backbone.session
    trust_model(folders.taste, 'taste')
    Taste.load(folders.taste).backbone.session
    with pytest.raises(TasteError, match="no model is called 'x'"): trust_model(folders.taste, 'x')

ODD = {'no head': dict(head=None), 'head text': dict(head='%%%'), 'head short': dict(head='AAAA'), 'head odd': dict(head='AAA='), 'head nan': dict(head='AADAfw=='*4000), 'no card': dict(card=None),
    'card list': dict(card='[]'), 'card empty': dict(card='{}'), 'card text': dict(card='x'), 'card deep': dict(card='['*5000), 'sizes text': dict(sizes='"x"'), 'sizes huge': dict(sizes='[100000, 100000]'),
    'sizes zero': dict(sizes='[0, 0]'), 'sizes none': dict(sizes='[]'), 'dim float': dict(dim='1e3'), 'dim huge': dict(dim='1000000000'), 'dim text': dict(dim='many'), 'dim other': dict(dim='7'),
    'view list': dict(view='[1]'), 'classes number': dict(classes='7'), 'classes mixed': dict(classes='[1, 2]')}
SAYS = {'auc': dict(figures=dict(AUC=[1e300, .5, 1.])), 'auc below': dict(figures=dict(AUC=[.5, -.1, 1.])), 'long number': dict(figures=dict(AUC=[10**400, .5, 1])), 'judged more': dict(judged=1),
    'examined more': dict(examined=[[.5, True]]), 'more than there are': dict(judged=3, examined=[[.5, True]]*3, counted=[1.]*3), 'yes more': dict(yes=3), 'probability': dict(judged=1, examined=[[1.5, True]], counted=[1.]),
    'answer': dict(judged=1, examined=[[.5, 10**400]], counted=[1.]), 'counted less': dict(judged=2, examined=[[.5, True]]*2, counted=[1.]), 'counted zero': dict(judged=1, examined=[[.5, True]], counted=[0.]),
    'counted huge': dict(judged=1, examined=[[.5, True]], counted=[1e308]), 'listing huge': dict(listing={'tag:sea': [1e308, 1e308]})}
CARDS = {'n': 'many', 'yes': -1, 'judged': True, 'created': 7, 'figures': [], 'examined': [['a', 'b']], 'backbone': {}, 'counted': ['x'], 'listing': {'tag:sea': 1}}

@pytest.mark.parametrize('says', SAYS.values(), ids=SAYS)
def test_a_card_that_does_not_add_up_is_refused(good, folders, says):
    folders.taste.write_bytes(bent(good, card=card(good, **says)))
    with pytest.raises(TasteError, match='cannot be used .its card .{,80}: train again') as e: Taste.load(folders.taste)
    assert len(str(e.value).splitlines()) == 1

def test_a_head_too_large_to_compute_with_is_none(good, folders):
    head = base64.b64encode(np.full(3328 + 26 + 3, 3e38, '<f4').tobytes()).decode()
    folders.taste.write_bytes(bent(good, head=head))
    with pytest.raises(TasteError, match='its head is none'): Taste.load(folders.taste)

@pytest.mark.parametrize('notes', [*ODD.values(), *({'card': (k, v)} for k, v in CARDS.items())], ids=[*ODD, *(f'card {k}' for k in CARDS)])
def test_an_odd_model_is_named_and_stops_only_what_needs_it(good, folders, notes):
    if isinstance(notes.get('card'), tuple): notes = dict(card=card(good, **dict([notes['card']])))
    folders.taste.write_bytes(bent(good, **notes))
    with pytest.raises(TasteError, match='taste.onnx cannot be used'): Taste.load(folders.taste)
    assert 'cannot be used' in str(status_text(status(folders)))
    folders.models.mkdir(exist_ok=True)
    shutil.move(folders.taste, folders.models/'0001-aaaaaaaa.onnx')
    folders.taste.write_bytes(good)
    listed = models(folders.taste)
    assert list(listed.index) == ['0001-aaaaaaaa', 'taste'] and [bool(o) for o in listed.wrong] == [True, False]
    status(folders)
    with pytest.raises(TasteError, match='cannot be used'): go_back(folders.taste)
    assert folders.taste.read_bytes() == good

def test_a_file_cut_short_among_the_older_models_stops_nothing(good, folders):
    folders.taste.write_bytes(good)
    folders.models.mkdir(exist_ok=True)
    (folders.models/'0001-aaaaaaaa.onnx').write_bytes(good[:-1000])
    assert 'is cut short' in models(folders.taste).wrong.iloc[0] and 'Taste of 2' in str(status_text(status(folders)))

def test_a_model_larger_than_any_is_not_read(folders, monkeypatch):
    monkeypatch.setattr(fl, 'LARGEST', 1000)
    folders.taste.write_bytes(bytes(1001))
    with pytest.raises(TasteError, match='is larger than any taste'): check_file(folders.taste)


@pytest.mark.skipif(not hasattr(os, 'mkfifo'), reason='named pipes are of POSIX')
def test_a_pipe_in_the_place_of_the_model_is_named(tmp_path):
    os.mkfifo(tmp_path/'taste.onnx')
    with pytest.raises(TasteError, match='taste.onnx is no file: move it away'): keep_older(tmp_path/'taste.onnx', b'new')
